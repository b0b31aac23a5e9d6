package org.dodomu.console;

import org.dodomu.cases.View;
import org.dodomu.desk.Member;
import org.dodomu.desk.Role;
import org.springframework.security.access.AccessDeniedException;

/** What each role may ask for. What a single case allows is decided by {@code cases}. */
final class Rights {

    private Rights() {}

    /** Operators and leads see their desk's untriaged cases; verifiers what was granted to them. */
    static void toSee(View view, Member member) {
        boolean granted = view == View.GRANTED || view == View.CLOSED || view == View.MINE;
        require(triages(member) || member.is(Role.VERIFIER) && granted);
    }

    static void toWorkOnCases(Member member) {
        require(triages(member) || member.is(Role.VERIFIER));
    }

    static void toTriage(Member member) {
        require(triages(member));
    }

    static void toLead(Member member) {
        require(member.is(Role.LEAD));
    }

    static void toReadCustody(Member member) {
        require(member.is(Role.AUDITOR) || member.is(Role.LEAD));
    }

    static void toVouch(Member member) {
        require(member.is(Role.LEAD));
    }

    private static boolean triages(Member member) {
        return member.is(Role.OPERATOR) || member.is(Role.LEAD);
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new AccessDeniedException("The role does not allow it");
        }
    }
}

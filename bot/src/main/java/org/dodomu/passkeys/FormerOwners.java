package org.dodomu.passkeys;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dodomu.desk.Founding;
import org.dodomu.desk.Invitations;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.RosterChanged;
import org.dodomu.desk.Rosters;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Drops the passkeys of whoever is neither a member nor about to become one: removed from the roster, turned away, an answer that ran out, a founding begun anew. It looks at what is stored and not
 * at what was said, so that it may be repeated, and a crash leaves only work to do.
 */
@Component
public class FormerOwners {

    private final Passkeys passkeys;
    private final Rings rings;
    private final Rosters rosters;
    private final Invitations invitations;
    private final Founding founding;
    private final PasskeyJournal journal = new PasskeyJournal();

    FormerOwners(Passkeys passkeys, Rings rings, Rosters rosters, Invitations invitations, Founding founding) {
        this.passkeys = passkeys;
        this.rings = rings;
        this.rosters = rosters;
        this.invitations = invitations;
        this.founding = founding;
    }

    @EventListener
    void on(RosterChanged changed) {
        tend();
    }

    /** An outage, or a roster that is not proven, leaves it to the next time. */
    @Scheduled(initialDelay = 25_000, fixedDelay = 60_000)
    public void tend() {
        try {
            settle();
        } catch (RuntimeException failed) {
            journal.later(failed.getClass());
        }
    }

    /** The order counts: somebody with a ring is a founder or a candidate before, and leaves that place only when the roster names them. Where a root was lost beside a roster, nobody is known to have left. */
    private void settle() {
        List<MemberId> owners = rings.owners();
        if (owners.isEmpty()) {
            return;
        }
        Set<MemberId> present = new HashSet<>(founding.joined());
        invitations.open().forEach(one -> one.candidate().ifPresent(candidate -> present.add(candidate.id())));
        boolean founded = !rosters.root().isEmpty();
        if (!founded && !rosters.versions().isEmpty()) {
            return;
        }
        if (founded) {
            rosters.current().members().forEach(member -> present.add(member.id()));
        }
        owners.stream().filter(owner -> !present.contains(owner)).forEach(passkeys::drop);
    }
}

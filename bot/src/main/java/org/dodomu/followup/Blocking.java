package org.dodomu.followup;

import org.dodomu.cases.CaseChanged;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Standing;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.desk.Member;
import org.dodomu.desk.Role;
import org.dodomu.intake.Blocks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** A member blocks the person behind a case, silently, without learning who it is. Each block and its end are in the custody log before they take effect. */
@Component
public class Blocking {

    private final Standing standing;
    private final ObjectProvider<Blocks> blocks;
    private final Custody custody;
    private final ApplicationEventPublisher events;

    public Blocking(
            Standing standing, ObjectProvider<Blocks> blocks, Custody custody, ApplicationEventPublisher events) {
        this.standing = standing;
        this.blocks = blocks;
        this.custody = custody;
        this.events = events;
    }

    /**
     * Blocks; a second time changes nothing.
     *
     * @param fence the claim's number, or 0 for a case that was granted to the member
     * @throws NoWayBack when the case's link was destroyed
     */
    public void block(CaseNumber number, Member member, long fence) {
        standing.require(number, member, fence);
        Blocks kept = blocks.getObject();
        if (kept.stands(number)) {
            return;
        }
        if (!kept.reaches(number)) {
            throw new NoWayBack();
        }
        record(number, Act.SENDER_BLOCKED, member);
        if (!kept.block(number)) {
            throw new NoWayBack();
        }
    }

    /** Lifts the block that was made at this case; a lead may lift any. */
    public void lift(CaseNumber number, Member member, long fence) {
        if (member.is(Role.LEAD)) {
            standing.requireKnown(number);
        } else {
            standing.require(number, member, fence);
        }
        Blocks kept = blocks.getObject();
        if (kept.stands(number)) {
            record(number, Act.SENDER_UNBLOCKED, member);
            kept.lift(number);
        }
    }

    /** Whether a block made at this case stands. */
    public boolean stands(CaseNumber number) {
        standing.requireKnown(number);
        return blocks.getObject().stands(number);
    }

    private void record(CaseNumber number, Act act, Member member) {
        custody.record(number.value(), act, member.id().value());
        events.publishEvent(new CaseChanged(number));
    }
}

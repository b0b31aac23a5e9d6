package org.dodomu.intake;

import org.dodomu.cases.CaseNumber;

/** Silent blocks: whatever the person behind a case sends from then on leaves their chat unread and unanswered. Nobody learns who it is; the block outlives the link. */
public interface Blocks {

    /**
     * Blocks the person behind this case.
     *
     * @return false when the case has no way back to a chat
     */
    boolean block(CaseNumber number);

    /** Lifts the block that was made at this case; one made at another case of the same person stays. */
    void lift(CaseNumber number);

    /** Whether a block made at this case stands. */
    boolean stands(CaseNumber number);

    /** Whether the case has a way back to a chat, so that its person can be blocked. */
    boolean reaches(CaseNumber number);
}

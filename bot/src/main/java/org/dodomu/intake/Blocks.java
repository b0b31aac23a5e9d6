package org.dodomu.intake;

import org.dodomu.cases.CaseNumber;

/** Silent blocks: whatever the person behind a case sends from then on leaves their chat unread and unanswered. Nobody learns who it is; the block outlives the link. */
public interface Blocks {

    /**
     * Blocks the person behind this case.
     *
     * @return false when the case has no way back to a chat
     * @throws StorageAway when it may not have been done
     */
    boolean block(CaseNumber number);

    /**
     * Lifts the block that was made at this case; one made at another case of the same person stays.
     *
     * @throws StorageAway when it may not have been done
     */
    void lift(CaseNumber number);

    /**
     * Whether a block made at this case stands.
     *
     * @throws StorageAway when it cannot be known
     */
    boolean stands(CaseNumber number);

    /**
     * Whether the case has a way back to a chat, so that its person can be blocked.
     *
     * @throws StorageAway when it cannot be known
     */
    boolean reaches(CaseNumber number);
}

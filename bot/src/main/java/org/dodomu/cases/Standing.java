package org.dodomu.cases;

import org.dodomu.desk.Member;
import org.springframework.stereotype.Component;

/** Whether a member may act on a case as a whole, as for closing it. */
@Component
public class Standing {

    private final CaseDocuments documents;
    private final Queue queue;

    Standing(CaseDocuments documents, Queue queue) {
        this.documents = documents;
        this.queue = queue;
    }

    /**
     * Passes for the holder of the claim, and for members to whom the case was granted.
     *
     * @param fence the claim's number, or 0 for a granted case
     * @throws CaseUnknown when there is no such case
     * @throws NotAllowed when it was not granted to the member
     * @throws LeaseLost when the claim is not theirs any more
     */
    public void require(CaseNumber number, Member member, long fence) {
        requireKnown(number);
        if (documents.cases().find(queue.actingOn(number, member, fence)).first() == null) {
            throw fence == 0 ? new NotAllowed() : new LeaseLost();
        }
    }

    /** @throws CaseUnknown when there is no such case */
    public void requireKnown(CaseNumber number) {
        documents.require(number);
    }
}

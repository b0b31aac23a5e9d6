package org.dodomu.desk;

import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.VerifyingKey;

/** How far the founding is: the places, and the draft with its signatures once there is one. Public keys only. */
public record FoundingState(int own, List<Optional<Founder>> seats, Optional<Proposal> draft, int rev) {

    public FoundingState {
        seats = List.copyOf(seats);
    }

    /**
     * One who joined.
     *
     * @param recovery the recovery recipient that their browser made, if they hold one
     */
    public record Founder(
            MemberId id, HybridRecipient recipient, VerifyingKey signing, Optional<HybridRecipient> recovery) {

        Document stored() {
            Document document = new Document("id", id.value())
                    .append("recipient", recipient.encoded())
                    .append("signing", signing.encoded());
            recovery.ifPresent(one -> document.append("recovery", one.encoded()));
            return document;
        }

        static Founder read(Document stored) {
            return new Founder(
                    new MemberId(stored.getString("id")),
                    HybridRecipient.parse(stored.getString("recipient")),
                    VerifyingKey.parse(stored.getString("signing")),
                    Optional.ofNullable(stored.getString("recovery")).map(HybridRecipient::parse));
        }
    }

    boolean complete() {
        return seats.stream().allMatch(Optional::isPresent);
    }

    List<Founder> founders() {
        return seats.stream().flatMap(Optional::stream).toList();
    }
}

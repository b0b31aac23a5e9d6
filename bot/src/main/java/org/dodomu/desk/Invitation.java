package org.dodomu.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.VerifyingKey;

/**
 * A lead's invitation for one person.
 *
 * @param hash lower-case hex SHA-256 of the link's token, which the server does not keep
 * @param until when the link ends, or once it was answered when the answer is dropped
 */
public record Invitation(
        String hash, MemberId by, List<Role> roles, List<String> desks, Instant until, Optional<Candidate> candidate) {

    public Invitation {
        roles = List.copyOf(roles);
        desks = List.copyOf(desks);
    }

    /**
     * Who answered.
     *
     * @param sealed base64 of what they declare (name, conflicts of interest, the code of conduct accepted), sealed to the leads
     */
    public record Candidate(MemberId id, HybridRecipient recipient, VerifyingKey signing, String sealed) {

        Document stored() {
            return new Document("id", id.value())
                    .append("recipient", recipient.encoded())
                    .append("signing", signing.encoded())
                    .append("sealed", sealed);
        }

        static Candidate read(Document stored) {
            return new Candidate(
                    new MemberId(stored.getString("id")),
                    HybridRecipient.parse(stored.getString("recipient")),
                    VerifyingKey.parse(stored.getString("signing")),
                    stored.getString("sealed"));
        }
    }

    static Invitation read(Document stored) {
        return new Invitation(
                stored.getString("_id"),
                new MemberId(stored.getString("by")),
                stored.getList("roles", String.class).stream().map(Role::of).toList(),
                stored.getList("desks", String.class),
                stored.getDate("until").toInstant(),
                Optional.ofNullable(stored.get("candidate", Document.class)).map(Candidate::read));
    }
}

package org.dodomu.sandbox.store;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What one connection may do: greet and prove who it is; everything else only after the proof. */
final class Session {

    private static final Set<String> GREETINGS = Set.of("hello", "ismaster", "ping");

    private final Scram scram;
    private Scram.Exchange exchange;
    private boolean proven;

    Session(Scram scram) {
        this.scram = scram;
        this.exchange = scram.exchange();
    }

    /**
     * The answer to a command of the proof; empty for every other command that this connection may send.
     *
     * @throws MongoServerError code 13 before the proof, code 18 when it fails
     */
    Optional<Document> answer(Document query) {
        String command = query.keySet().iterator().next();
        switch (command.toLowerCase(Locale.ROOT)) {
            case "saslstart" -> {
                proven = false;
                exchange = scram.exchange();
                requireMechanism(query);
                return Optional.of(step(exchange.first(payload(query)), false));
            }
            case "saslcontinue" -> {
                Document answer = step(exchange.last(payload(query)), true);
                proven = true;
                return Optional.of(answer);
            }
            default -> {
                if (!proven && !GREETINGS.contains(command.toLowerCase(Locale.ROOT))) {
                    throw new MongoServerError(13, "Unauthorized", "The command requires authentication");
                }
                return Optional.empty();
            }
        }
    }

    private static void requireMechanism(Document query) {
        if (!Scram.MECHANISM.equals(query.get("mechanism"))) {
            throw new MongoServerError(334, "MechanismUnavailable", "Only " + Scram.MECHANISM + " is served");
        }
    }

    private static byte[] payload(Document query) {
        return query.get("payload") instanceof BinData data ? data.getData() : new byte[0];
    }

    private static Document step(byte[] payload, boolean done) {
        Document answer =
                new Document("conversationId", 1).append("done", done).append("payload", new BinData(payload));
        Utils.markOkay(answer);
        return answer;
    }
}

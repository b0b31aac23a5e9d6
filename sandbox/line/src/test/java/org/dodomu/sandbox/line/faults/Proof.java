package org.dodomu.sandbox.line.faults;

import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dodomu.sandbox.line.FoundedLine;
import org.dodomu.sandbox.telegram.Requests;
import tools.jackson.databind.JsonNode;

/** What a line kept of many people's words, beside what they wrote; for people who wrote texts only, each beginning with a mark of their own. Each difference is one sentence. */
public final class Proof {

    private static final Set<String> PACED = Set.of("sendmessage", "editmessagetext");
    private static final String TEXT = "text ";

    private Proof() {}

    /**
     * Opens everything that counts.
     *
     * @param said what each person wrote, in order, by the mark before the first comma
     * @return what was lost, kept twice, moved or does not open
     */
    public static List<String> differences(FoundedLine line, MongoDatabase database, Map<String, List<String>> said)
            throws IOException {
        OpenedCases opened = OpenedCases.open(line, database);
        List<String> differences = new ArrayList<>(opened.broken());
        Map<String, List<String>> left = new HashMap<>(said);
        opened.cases().values().forEach(kept -> differences.addAll(ofOneCase(kept, left)));
        left.forEach((mark, texts) -> differences.add(mark + " has no case for " + texts.size() + " texts"));
        return differences;
    }

    /** A case begins with a press: whoever wrote nothing has an empty one. */
    private static List<String> ofOneCase(List<Kept> kept, Map<String, List<String>> left) {
        if (kept.isEmpty()) {
            return List.of();
        }
        List<String> texts = kept.stream()
                .map(Kept::value)
                .filter(value -> value.startsWith(TEXT))
                .map(value -> value.substring(TEXT.length()))
                .toList();
        String mark = texts.isEmpty() ? "" : texts.get(0).split(",", 2)[0];
        List<String> said = left.remove(mark);
        if (said == null) {
            return List.of("a case of nobody's, or a second one: " + mark);
        }
        List<String> differences = new ArrayList<>();
        if (!said.equals(texts)) {
            differences.add(mark + " wrote " + said.size() + " texts, " + texts.size() + " open, or in another order");
        }
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).seq() != i + 1) {
                differences.add(mark + ": the numbers of the entries have a hole or a double at " + (i + 1));
                break;
            }
        }
        return differences;
    }

    /** Whether nothing is left to send, to delete or to tell. */
    public static boolean quiet(FoundedLine line, MongoDatabase database) throws IOException {
        return new Talks(database, line.master())
                .look()
                .map(all -> all.values().stream().allMatch(Talk::isQuiet))
                .orElse(false);
    }

    /** How many updates the line remembers to have taken from this chat, at most 250. */
    public static int taken(FoundedLine line, MongoDatabase database, long chat) throws IOException {
        return new Talks(database, line.master()).of(chat).map(Talk::taken).orElse(0);
    }

    /** Sends and changes of messages within one second, at most: in any chat, and in all. */
    public record Pace(int inOneChat, int inAll) {}

    public static Pace pace(Requests requests) {
        Map<Long, List<Requests.Request>> chats = new HashMap<>();
        requests.all().stream().filter(call -> PACED.contains(call.method())).forEach(call -> chats.computeIfAbsent(
                        call.chat(), any -> new ArrayList<>())
                .add(call));
        int most = 0;
        for (List<Requests.Request> calls : chats.values()) {
            most = Math.max(most, calls.isEmpty() ? 0 : 1);
            for (int i = 1; i < calls.size(); i++) {
                Duration apart =
                        Duration.between(calls.get(i - 1).at(), calls.get(i).at());
                most = apart.toMillis() < 950 ? Math.max(most, 2) : most;
            }
        }
        return new Pace(most, requests.mostWithin(Duration.ofSeconds(1), call -> PACED.contains(call.method())));
    }

    /** The words of the card in a chat, when there is exactly one. */
    public static String onlyCard(JsonNode chat) {
        return Card.count(chat) == 1
                ? chat.path("messages")
                        .valueStream()
                        .filter(message -> message.path("fromBot").asBoolean())
                        .map(message -> message.path("text").asString(""))
                        .reduce("", (earlier, later) -> later)
                : "";
    }
}

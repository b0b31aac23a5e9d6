package org.dodomu.sandbox.line.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dodomu.sandbox.telegram.Requests;

/** Compares what people said with what opens, and what was sent with what may have been. Each difference is one sentence; none means that nothing was lost. */
final class Verdict {

    private static final Set<String> PACED = Set.of("sendmessage", "editmessagetext");

    private final RunningLine line;
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> counts = new java.util.TreeMap<>();

    private Verdict(RunningLine line) {
        this.line = line;
    }

    static Verdict of(RunningLine line, List<Reporter> everybody) throws IOException {
        Verdict verdict = new Verdict(line);
        OpenedCases opened = OpenedCases.open(line.founded(), line.data());
        opened.broken().forEach(one -> verdict.differences.add("does not open: " + one));
        verdict.counts.put("stored and not counting", opened.uncounted());
        Map<String, List<Kept>> left = new HashMap<>(opened.cases());
        for (Reporter one : everybody) {
            verdict.judge(one, left, opened);
        }
        left.values().stream()
                .flatMap(List::stream)
                .forEach(kept -> verdict.differences.add("of nobody's case: " + kept));
        verdict.pace();
        return verdict;
    }

    private void judge(Reporter one, Map<String, List<Kept>> left, OpenedCases opened) throws IOException {
        Optional<Talk> talk = line.talks().of(one.chat());
        if (talk.isEmpty()) {
            differences.add(one.chat() + " is not known");
            return;
        }
        List<Kept> kept =
                Optional.ofNullable(left.remove(talk.get().text("caseNumber"))).orElse(List.of());
        add("people", 1);
        add("things said", one.said().size());
        add("entries opened", kept.size());
        add("doubtful sends", talk.get().number("doubtful"));
        if (talk.get().taken() != one.updates()) {
            differences.add(one.chat() + " did " + one.updates() + " things, the line took "
                    + talk.get().taken());
        }
        compare(one.chat(), one.said(), kept);
        replies(one, opened.replies(talk.get().text("caseNumber")));
        chat(one, talk.get());
    }

    private void compare(long chat, List<Said> said, List<Kept> kept) {
        for (int i = 0; i < Math.max(said.size(), kept.size()); i++) {
            String was = i < said.size() ? said.get(i).toString() : "nothing";
            String is = i < kept.size() ? kept.get(i).toString() : "nothing";
            if (i >= said.size() || i >= kept.size() || !said.get(i).fits(kept.get(i))) {
                differences.add(chat + ", number " + (i + 1) + ": said " + was + ", opens " + is);
                return;
            }
            if (kept.get(i).seq() != i + 1) {
                differences.add(chat + ": the numbers of the entries have a hole or a double at " + (i + 1));
                return;
            }
        }
    }

    private void replies(Reporter one, List<String> kept) {
        add("replies", one.replies().size());
        add("replies read", one.read().size());
        if (!kept.stream()
                .sorted()
                .toList()
                .equals(one.replies().stream().sorted().toList())) {
            differences.add(one.chat() + " was written " + one.replies().size() + " replies, " + kept.size() + " open");
        }
        if (!one.read().containsAll(one.replies())) {
            differences.add(one.chat() + " was written " + one.replies().size() + " replies and saw "
                    + one.read().size());
        }
    }

    /** In the chat stands the card, and at most so many more as the line knows that it may have sent twice. */
    private void chat(Reporter one, Talk talk) {
        var chat = line.people().chat(one.chat());
        int cards = Card.count(chat);
        add("messages sent twice", Math.max(0, cards - 1));
        if (cards < 1 || cards > 1 + talk.number("doubtful")) {
            differences.add(
                    one.chat() + " has " + cards + " cards and knows of " + talk.number("doubtful") + " doubtful ones");
        }
        if (talk.number("undeleted") > 0 || chat.path("messages").size() != cards) {
            differences.add(one.chat() + " still sees their own messages");
        }
        if (line.people().everythingHeld().contains(one.mark())) {
            differences.add(one.chat() + ": Telegram still holds their words");
        }
    }

    private void pace() {
        Requests requests = line.people().requests();
        int most = requests.mostWithin(Duration.ofSeconds(1), call -> PACED.contains(call.method()));
        counts.put("most messages in a second", most);
        if (most > 25) {
            differences.add(most + " messages in a second");
        }
        Set<Long> chats = new HashSet<>();
        requests.all().forEach(call -> chats.add(call.chat()));
        for (long chat : chats) {
            int often = requests.mostWithin(
                    Duration.ofMillis(950), call -> PACED.contains(call.method()) && call.chat() == chat);
            if (chat != 0 && often > 1) {
                differences.add(chat + " had " + often + " messages in a second: " + close(requests, chat));
            }
        }
    }

    /** Paced calls of a chat that came within a second of each other: method, status and time. */
    private static List<String> close(Requests requests, long chat) {
        List<Requests.Request> calls = requests.all().stream()
                .filter(call -> PACED.contains(call.method()) && call.chat() == chat)
                .toList();
        List<String> close = new ArrayList<>();
        for (int i = 1; i < calls.size(); i++) {
            Requests.Request before = calls.get(i - 1);
            Requests.Request after = calls.get(i);
            if (Duration.between(before.at(), after.at()).toMillis() < 950) {
                close.add(before.method() + " " + before.status() + " " + before.at() + ", " + after.method() + " "
                        + after.status() + " " + after.at());
            }
        }
        return close;
    }

    private void add(String what, int more) {
        counts.merge(what, more, Integer::sum);
    }

    /** What is not as it should be. */
    List<String> differences() {
        return differences;
    }

    /** What was counted, for the report. */
    Map<String, Integer> counts() {
        return counts;
    }
}

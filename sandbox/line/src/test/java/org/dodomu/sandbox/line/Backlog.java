package org.dodomu.sandbox.line;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.sandbox.telegram.Control;
import org.dodomu.sandbox.telegram.SandboxTelegram;
import tools.jackson.databind.JsonNode;

/** Sample people who come through the short door and write on while the line is down, turn by turn; and what they wrote. */
final class Backlog {

    static final Map<String, String> UNLIMITED = Map.of("dodomu.limits.messages-per-hour", "1000000");

    private static final List<String> CHOICES = List.of("uk", "yes", "danger");
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    private final Control control;
    private final List<Long> people;
    private final Map<String, List<String>> said = new LinkedHashMap<>();

    private Backlog(Control control, List<Long> people) {
        this.control = control;
        this.people = people;
    }

    /**
     * Everybody comes in and writes.
     *
     * @param updates how many updates that makes in all
     * @param flood how many of them are words of the first person in a row, before anybody else writes
     */
    static Backlog fill(Control control, int people, int updates, int flood, List<String> presses) {
        Backlog backlog = new Backlog(control, control.crowd(people, "Sample", "uk"));
        backlog.people.forEach(person -> enter(control, person, presses));
        int words = updates - people * (1 + presses.size());
        List<Control.Line> lines = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            lines.add(backlog.line(i < flood ? 0 : i % people));
        }
        control.script(lines);
        return backlog;
    }

    /** Goes to where the next words begin a report. */
    static void enter(Control control, long person, List<String> presses) {
        control.text(person, "/start");
        presses.forEach(data -> control.pressOlder(person, data));
    }

    private Control.Line line(int person) {
        List<String> own = said.computeIfAbsent("Sample person " + person, any -> new ArrayList<>());
        String text = "Sample person " + person + ", number " + own.size() + ", words of the length of a short message";
        own.add(text);
        return new Control.Line(people.get(person), text);
    }

    List<Long> people() {
        return people;
    }

    /** What each wrote, in order, by the mark that their words begin with. */
    Map<String, List<String>> said() {
        return said;
    }

    /** What one wrote. */
    List<String> said(int person) {
        return said.getOrDefault("Sample person " + person, List.of());
    }

    /** How many entries have to be there: one of each person's door, and the words. */
    int entries() {
        return said.size() + said.values().stream().mapToInt(List::size).sum();
    }

    void await(int waiting, LineProcess process) throws InterruptedException {
        await(control, waiting, process);
    }

    static void await(Control control, int waiting, LineProcess process) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (control.waiting() > waiting) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("The line does not drain: " + control.waiting() + " wait");
            }
            Thread.sleep(2);
        }
    }

    /** What the buttons on the way to the short door carry, read from a first person's cards. */
    static List<String> presses(LineProcess.Founded line, SandboxTelegram telegram)
            throws IOException, InterruptedException {
        List<String> data = new ArrayList<>();
        Control control = telegram.control();
        try (LineProcess process = LineProcess.start(line, telegram, Map.of())) {
            long first = control.person("Sample Zero", "uk");
            control.text(first, "/start");
            for (String choice : CHOICES) {
                data.add(press(control, first, choice, process));
            }
            await(control, 0, process);
        }
        return data;
    }

    private static String press(Control control, long person, String choice, LineProcess process)
            throws InterruptedException {
        while (process.isAlive()) {
            for (JsonNode message : control.chat(person).path("messages")) {
                Optional<String> data = message.path("reply_markup")
                        .path("inline_keyboard")
                        .valueStream()
                        .flatMap(JsonNode::valueStream)
                        .map(button -> button.path("callback_data").asString(""))
                        .filter(one -> one.endsWith(":" + choice))
                        .findFirst();
                if (data.isPresent()) {
                    control.press(person, message.path("message_id").asInt(), data.get());
                    return data.get();
                }
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("The line ended by itself");
    }
}

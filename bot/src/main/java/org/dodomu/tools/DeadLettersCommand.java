package org.dodomu.tools;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.dodomu.config.SettingRefused;
import org.dodomu.intake.DeadLetter;
import org.dodomu.intake.DeadLetterBox;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells of updates that could not be handled, and has the running line handle them again. Opens none of them and prints nothing of them. */
@Command(
        name = "deadletters",
        description = {
            "Lists messages that could not be handled: how many, how old, what failed.",
            "They stay, sealed, until they are handled. None is ever thrown away by itself."
        },
        mixinStandardHelpOptions = true)
final class DeadLettersCommand implements Callable<Integer> {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int MOST_SHOWN = 50;

    @Option(names = "--mongodb-uri", defaultValue = "${env:SPRING_MONGODB_URI}", description = "The database.")
    private @Nullable String mongodb;

    @Option(
            names = "--retry",
            description = "Marks all of them: the line that leads handles them again, now or when it next runs.")
    private boolean retry;

    @Option(
            names = "--wait",
            defaultValue = "60",
            description = "How many seconds --retry waits for the line. Default: 60.")
    private int waitSeconds;

    @Option(
            names = "--discard-older-than",
            description = "Throws away for good what is older than so many days and failed again in a retry.")
    private @Nullable Integer discardDays;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws InterruptedException {
        if (retry && discardDays != null || discardDays != null && discardDays < 1 || waitSeconds < 0) {
            throw new SettingRefused("Give either --retry or --discard-older-than with at least one day.");
        }
        try (ToolDatabase database = ToolDatabase.open(mongodb)) {
            DeadLetterBox box = new DeadLetterBox(database.store());
            if (discardDays != null) {
                long gone = box.discard(clock.instant().minus(Duration.ofDays(discardDays)));
                System.out.println(gone + " thrown away for good.");
            } else if (retry) {
                return retry(box);
            }
            return tell(box.list());
        }
    }

    private int retry(DeadLetterBox box) throws InterruptedException {
        int before = box.list().size();
        box.markAll(clock.instant());
        Instant end = clock.instant().plusSeconds(waitSeconds);
        while (box.list().stream().anyMatch(DeadLetter.Summary::marked)
                && clock.instant().isBefore(end)) {
            Thread.sleep(LOOK.toMillis());
        }
        List<DeadLetter.Summary> left = box.list();
        long marked = left.stream().filter(DeadLetter.Summary::marked).count();
        System.out.println(Math.max(0, before - left.size()) + " handled, " + (left.size() - marked)
                + " could still not be handled, " + marked + " wait for a line that runs.");
        tell(left);
        return left.isEmpty() ? 0 : 1;
    }

    private int tell(List<DeadLetter.Summary> letters) {
        System.out.println(
                letters.isEmpty()
                        ? "No message waits that could not be handled."
                        : "Messages that could not be handled: " + letters.size() + ".");
        Instant now = clock.instant();
        letters.stream().limit(MOST_SHOWN).forEach(one -> System.out.println(line(one, now)));
        if (letters.size() > MOST_SHOWN) {
            System.out.println("  and younger ones.");
        }
        return 0;
    }

    private static String line(DeadLetter.Summary letter, Instant now) {
        String tried = letter.tries() == 0 ? "not tried again" : "tried again: " + letter.tries();
        return "  " + age(Duration.between(letter.at(), now)) + ", " + letter.why() + ", " + tried
                + (letter.marked() ? ", marked" : "");
    }

    private static String age(Duration age) {
        return age.toDays() > 1
                ? age.toDays() + " days"
                : age.toHours() > 1 ? age.toHours() + " hours" : age.toMinutes() + " minutes";
    }
}

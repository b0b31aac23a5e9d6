package org.dodomu.intake;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.config.Language;
import org.dodomu.config.Urgency;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the line remembers of one chat between two messages: where it stands, never what was said. Stored under the master key. A working copy belongs to one step.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@JsonInclude(JsonInclude.Include.NON_NULL)
final class Conversation {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int MOST_REMEMBERED_MESSAGES = 100;

    /** Stands for the number of a case that is not born yet. */
    static final String NEWBORN = "";

    long chat;
    Stage stage = Stage.LANGUAGE;

    @Nullable
    Stage returnTo;

    @Nullable
    Page page;

    @Nullable
    Language language;

    @Nullable
    String note;

    int nonce;

    @Nullable
    Integer card;

    /** When the card was sent, epoch milliseconds: Telegram lets a message be taken back for two days only. */
    long cardAt;

    boolean blocked;

    @Nullable
    String caseNumber;

    boolean consented;
    boolean submitted;
    boolean child;
    int seq;

    @Nullable
    String question;

    /** The question before it, and since when (epoch seconds) the card asks the present one. */
    @Nullable
    String previous;

    long askedAt;
    boolean changing;
    int sharing;

    @Nullable
    String type;

    Urgency urgency = Urgency.ROUTINE;
    String safeHours = "any";

    /** The reports that the person asked to withdraw, and when, epoch milliseconds. */
    Map<String, Long> withdrawn = new LinkedHashMap<>();

    /** The report that {@link Stage#WITHDRAW} asks about; none while it asks which. */
    @Nullable
    String leaving;

    @Nullable
    Long abandonAt;

    /** When everything but a blank page goes, at the latest; set by /forget. */
    @Nullable
    Long forgetAt;

    /** Reports handed in before, with the number of their last entry. */
    Map<String, Integer> past = new LinkedHashMap<>();

    /** The case whose verifier is being answered, in {@link Stage#TALK}. */
    @Nullable
    String talkingTo;

    Map<String, Integer> answered = new LinkedHashMap<>();
    List<String> picked = new ArrayList<>();
    Map<String, Integer> kinds = new LinkedHashMap<>();
    List<Said> said = new ArrayList<>();

    int errandCount;
    List<Pending> errands = new ArrayList<>();
    List<CaseCommand> commands = new ArrayList<>();

    /** Messages that are to leave the chat. */
    List<Scrub> scrub = new ArrayList<>();

    /** How many could not be taken back in time. */
    int undeleted;

    /** How many sends had an outcome that nobody learned. */
    int doubtful;

    /** When Telegram takes the next message in this chat, epoch milliseconds. */
    long sendableAt;

    /** What this person used of each limit; outlives their reports. */
    Map<Limit, Spent> spent = new LinkedHashMap<>();

    /** The limit that the card tells of, and until when. */
    @Nullable
    Excess excess;

    long excessUntil;

    /** Files that are sealed, by {@link FileMarks}. */
    List<String> sealedFiles = new ArrayList<>();

    List<Twin> twins = new ArrayList<>();

    List<Reply> replies = new ArrayList<>();

    /** How many replies ever came, and the serial of the newest whose notice was used: older notices are stale. */
    int replyCount;

    int noticesUsed;

    @Nullable
    Integer notice;

    /** Until when Telegram lets the notice be taken back. */
    @Nullable
    Long noticeUntil;

    @Nullable
    Integer words;

    @Nullable
    Reply wordsOf;

    @Nullable
    Long wordsUntil;

    /** A message, the last moment, epoch milliseconds, at which Telegram lets it be taken back, and the first at which it is to be; none when that is at once. */
    record Scrub(int message, long until, @Nullable Long since) {

        long from() {
            return since == null ? 0 : since;
        }

        Scrub atOnce() {
            return new Scrub(message, until, null);
        }
    }

    /** A message with a file that is being fetched for an earlier message already. */
    record Twin(String mark, int message) {}

    /** A message that became an entry: an edit of it supersedes that entry. */
    record Said(int message, String number, String question, int seq) {}

    /** A verifier's reply that can be shown, oldest first. Its serial stands in the buttons: it says nothing to Telegram. */
    record Reply(String number, String id, boolean seen, int serial) {
        Reply asSeen() {
            return new Reply(number, id, true, serial);
        }

        boolean same(@Nullable Reply other) {
            return other != null && other.id.equals(id);
        }
    }

    /** An errand that was not done yet. Flat, so that it is plain to store. */
    record Pending(
            String id,
            Kind kind,
            long at,
            int tries,
            @Nullable String text,
            @Nullable List<List<Keyboard.Button>> keyboard,
            @Nullable String reference,
            @Nullable String number,
            @Nullable Attached file,
            @Nullable Long since) {

        enum Kind {
            CARD(Lane.PACED),
            ANSWER(Lane.QUICK),
            DELETE(Lane.QUICK),
            NOTICE(Lane.PACED),
            WORDS(Lane.PACED),
            FETCH(Lane.FILES),
            COMMANDS(Lane.QUICK);

            final Lane lane;

            Kind(Lane lane) {
                this.lane = lane;
            }
        }

        Pending at(long when) {
            return new Pending(id, kind, when, tries, text, keyboard, reference, number, file, when);
        }

        Pending with(Attached other) {
            return new Pending(id, kind, at, tries, text, keyboard, reference, number, other, since);
        }

        /** Tries again at this time; it stays due since the first time. */
        Pending later(long when) {
            return new Pending(id, kind, when, tries + 1, text, keyboard, reference, number, file, dueSince());
        }

        /** When it was due first, epoch milliseconds. */
        long dueSince() {
            return since == null ? at : since;
        }
    }

    /** What will be known of a file once it is sealed; its mark tells a twin. */
    record Attached(
            String number,
            int seq,
            String question,
            long at,
            Map<String, Object> meta,
            int message,
            String kind,
            @Nullable String mark) {}

    byte[] bytes() {
        return MAPPER.writeValueAsBytes(this);
    }

    static Conversation read(byte[] bytes) {
        return MAPPER.readValue(bytes, Conversation.class);
    }

    /** What a step works on. */
    Conversation copy() {
        return WorkingCopy.of(this);
    }

    boolean isCard(int message) {
        return card != null && card == message;
    }

    Language spoken() {
        return language == null ? Language.UK : language;
    }

    void remember(Said one) {
        said.add(one);
        if (said.size() > MOST_REMEMBERED_MESSAGES) {
            said.remove(0);
        }
    }

    String number() {
        return caseNumber == null ? NEWBORN : caseNumber;
    }

    /** The case got its number: whatever was meant for it is told so. */
    void born(String number) {
        caseNumber = number;
        Newborn.named(this, number);
    }

    /** Whether this chat tells of that case. */
    boolean knows(String number) {
        return number.equals(caseNumber) || past.containsKey(number);
    }

    /** The report that is told now, once something was told in it. */
    Optional<String> present() {
        return Optional.ofNullable(caseNumber).filter(number -> seq > 0);
    }

    /** The reports of this chat in which something was told, the newest last. */
    List<String> told() {
        List<String> numbers = new ArrayList<>(past.keySet());
        present().ifPresent(numbers::add);
        return numbers;
    }

    /** Nothing of a report is left: only the chat, its language and the card. */
    void forgetAll() {
        beginAnew();
        past.clear();
        withdrawn.clear();
        leaving = null;
        replies.clear();
        talkingTo = null;
        forgetAt = null;
        safeHours = "any";
        scrub.clear();
        sealedFiles.clear();
        twins.clear();
        undeleted = 0;
    }

    /** Forgets the report and its place, for a new one; keeps the language, the card and what waits to be done. */
    void beginAnew() {
        present().ifPresent(number -> past.put(number, seq));
        caseNumber = null;
        consented = false;
        submitted = false;
        child = false;
        seq = 0;
        question = null;
        previous = null;
        askedAt = 0;
        changing = false;
        sharing = 0;
        type = null;
        urgency = Urgency.ROUTINE;
        abandonAt = null;
        answered.clear();
        picked.clear();
        kinds.clear();
        said.clear();
    }

    @Override
    public String toString() {
        return "Conversation[" + stage + "]";
    }
}

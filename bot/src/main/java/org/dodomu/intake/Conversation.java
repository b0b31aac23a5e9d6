package org.dodomu.intake;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    boolean blocked;

    @Nullable
    String caseNumber;

    boolean consented;
    boolean submitted;
    boolean child;
    int seq;

    @Nullable
    String question;

    boolean changing;
    int sharing;

    @Nullable
    String type;

    Urgency urgency = Urgency.ROUTINE;
    String safeHours = "any";

    @Nullable
    Long withdrawnAt;

    @Nullable
    Long abandonAt;

    Map<String, Integer> answered = new LinkedHashMap<>();
    List<String> picked = new ArrayList<>();
    Map<String, Integer> kinds = new LinkedHashMap<>();
    List<Said> said = new ArrayList<>();

    int errandCount;
    List<Pending> errands = new ArrayList<>();
    List<CaseCommand> commands = new ArrayList<>();
    int undeleted;
    List<String> replies = new ArrayList<>();

    @Nullable
    Integer notice;

    @Nullable
    Integer words;

    @Nullable
    String wordsOf;

    @Nullable
    Long wordsUntil;

    /** A message that became an entry: an edit of it supersedes that entry. */
    record Said(int message, String question, int seq) {}

    /** An errand that was not done yet. Flat, so that it is plain to store. */
    record Pending(
            String id,
            Kind kind,
            long at,
            int tries,
            @Nullable String text,
            @Nullable List<List<Keyboard.Button>> keyboard,
            @Nullable Integer message,
            @Nullable List<Integer> messages,
            boolean protectedContent,
            @Nullable String reference,
            @Nullable Attached file) {

        enum Kind {
            CARD,
            ANSWER,
            DELETE,
            NOTICE,
            WORDS,
            FETCH,
            COMMANDS
        }

        Pending later(long when) {
            return new Pending(
                    id, kind, when, tries + 1, text, keyboard, message, messages, protectedContent, reference, file);
        }
    }

    /** What will be known of a file once it is sealed. */
    record Attached(int seq, String question, long at, Map<String, Object> meta, int message, String kind) {}

    /** Something to do to the case once the step is durable; each is safe to repeat. */
    record CaseCommand(
            Kind kind, List<String> entries, @Nullable Urgency urgency, boolean incomplete) {
        enum Kind {
            COUNT,
            ENQUEUE,
            COMPLETE,
            RAISE,
            LINK,
            UNLINK,
            ASK_WITHDRAWAL,
            REVOKE_WITHDRAWAL,
            REPLY_NOTICED,
            REPLY_SHOWN,
            REPLY_READ,
            REPLY_BLOCKED
        }
    }

    byte[] bytes() {
        return MAPPER.writeValueAsBytes(this);
    }

    static Conversation read(byte[] bytes) {
        return MAPPER.readValue(bytes, Conversation.class);
    }

    Conversation copy() {
        return read(bytes());
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

    /** Forgets the report and its place, for a new one; keeps the language, the card and what waits to be done. */
    void beginAnew() {
        caseNumber = null;
        consented = false;
        submitted = false;
        child = false;
        seq = 0;
        question = null;
        changing = false;
        sharing = 0;
        type = null;
        urgency = Urgency.ROUTINE;
        withdrawnAt = null;
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

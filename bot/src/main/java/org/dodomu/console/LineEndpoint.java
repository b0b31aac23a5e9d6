package org.dodomu.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dodomu.config.ConsoleSettings;
import org.dodomu.config.Language;
import org.dodomu.config.LineSettings;
import org.dodomu.config.Questionnaire;
import org.dodomu.config.Texts;
import org.dodomu.config.Urgency;
import org.dodomu.desk.Member;
import org.dodomu.desk.Role;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.SignedRoster;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the page must know of the line: its settings, its questions, and the roster in its exact bytes, for the browser to prove by itself. */
@RestController
class LineEndpoint {

    private final LineSettings line;
    private final ConsoleSettings console;
    private final Questionnaire questionnaire;
    private final Texts texts;
    private final Rosters rosters;

    LineEndpoint(
            LineSettings line, ConsoleSettings console, Questionnaire questionnaire, Texts texts, Rosters rosters) {
        this.line = line;
        this.console = console;
        this.questionnaire = questionnaire;
        this.texts = texts;
        this.rosters = rosters;
    }

    /** @param readSeconds by urgency: how long a case may wait for being read */
    record Line(
            String line,
            String name,
            List<String> languages,
            String root,
            long idleSeconds,
            Map<String, Long> readSeconds) {}

    @GetMapping("/api/line")
    Line line() {
        List<String> offered = line.offered().stream().map(Language::code).toList();
        Map<String, Long> readSeconds = Arrays.stream(Urgency.values())
                .collect(Collectors.toMap(
                        Urgency::code, urgency -> line.readWithin().of(urgency).toSeconds()));
        return new Line(
                line.id(), line.name(), offered, rosters.root(), console.idle().toSeconds(), readSeconds);
    }

    record Me(String member, List<String> roles, List<String> desks) {}

    @GetMapping("/api/me")
    Me me(Member member) {
        return new Me(
                member.id().value(), member.roles().stream().map(Role::code).toList(), member.desks());
    }

    record Signature(String by, String sig) {}

    record Version(
            int version, @JsonProperty("public") String publicPart, String members, List<Signature> signatures) {}

    record Epoch(
            String desk, int epoch, @JsonProperty("sealed") String seal) {}

    record Roster(List<Version> versions, List<Epoch> epochs) {}

    @GetMapping("/api/roster")
    Roster roster(Member member) {
        List<Version> versions = new ArrayList<>();
        for (SignedRoster signed : rosters.versions()) {
            versions.add(version(versions.size() + 1, signed));
        }
        List<Epoch> epochs = new ArrayList<>();
        rosters.epochSeals(member.id()).forEach((name, seal) -> {
            int colon = name.lastIndexOf(':');
            epochs.add(new Epoch(name.substring(0, colon), Integer.parseInt(name.substring(colon + 1)), seal));
        });
        return new Roster(versions, epochs);
    }

    private static Version version(int number, SignedRoster signed) {
        List<Signature> signatures = signed.signers().stream()
                .map(by -> new Signature(by, base64(signed.signature(by))))
                .toList();
        return new Version(number, base64(signed.publicPart()), base64(signed.memberPart()), signatures);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    record Question(String id, String group, String title, boolean several, Map<String, String> choices) {}

    record Questions(List<Question> questions, Map<String, String> sharing) {}

    @GetMapping("/api/questionnaire")
    Questions questions(@RequestParam("lang") String lang) {
        Language language = Language.of(lang).orElseThrow(Malformed::new);
        Map<String, String> sharing = new LinkedHashMap<>();
        questionnaire.sharing().forEach(body -> sharing.put(body, texts.text(language, "share." + body)));
        return new Questions(
                questionnaire.questions().stream()
                        .map(question -> question(language, question))
                        .toList(),
                sharing);
    }

    private Question question(Language language, Questionnaire.Question asked) {
        String key = "q." + asked.id();
        Map<String, String> choices = new LinkedHashMap<>();
        asked.choices().forEach(choice -> choices.put(choice.id(), texts.text(language, key + ".c." + choice.id())));
        return new Question(
                asked.id(),
                asked.group().name().toLowerCase(java.util.Locale.ROOT),
                texts.text(language, key),
                asked.several(),
                choices);
    }
}

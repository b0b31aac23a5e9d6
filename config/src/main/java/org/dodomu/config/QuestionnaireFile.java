package org.dodomu.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the questionnaire from YAML; an unknown word in it is refused, and so is a question without its texts. */
public final class QuestionnaireFile {

    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private QuestionnaireFile() {}

    record Page(List<Item> questions, List<String> sharing) {}

    record Item(
            String id,
            Questionnaire.Kind kind,
            Questionnaire.Group group,
            @Nullable List<Option> choices,
            boolean mandatory,
            boolean several,
            Questionnaire.@Nullable Routing routing,
            @Nullable When when) {

        Questionnaire.Question question() {
            return new Questionnaire.Question(
                    id,
                    kind,
                    group,
                    choices == null
                            ? List.of()
                            : choices.stream().map(Option::choice).toList(),
                    mandatory,
                    several,
                    Optional.ofNullable(routing),
                    Optional.ofNullable(when).map(w -> new Questionnaire.Condition(w.question(), w.in())));
        }
    }

    record Option(String id, @Nullable Urgency raises) {
        Questionnaire.Choice choice() {
            return new Questionnaire.Choice(id, Optional.ofNullable(raises));
        }
    }

    record When(String question, List<String> in) {}

    /**
     * Reads and checks.
     *
     * @throws SettingRefused with the place and the cure
     */
    public static Questionnaire read(Resource file, Texts texts, Set<Language> offered) {
        try (InputStream in = file.getInputStream()) {
            Page page = MAPPER.readValue(in, Page.class);
            Questionnaire read = new Questionnaire(
                    page.questions().stream().map(Item::question).toList(), page.sharing());
            offered.forEach(language -> requireTexts(read, texts, language));
            return read;
        } catch (JacksonException malformed) {
            if (malformed.getCause() instanceof SettingRefused refused) {
                throw refused;
            }
            int line = malformed.getLocation() == null
                    ? 0
                    : malformed.getLocation().getLineNr();
            throw new SettingRefused(
                    "The questionnaire is not valid at line " + line
                            + ": each question has id, kind, group, and where needed choices, mandatory, several, routing, when.");
        } catch (IOException missing) {
            throw new SettingRefused("The questionnaire cannot be read: check dodomu.questionnaire.");
        }
    }

    private static void requireTexts(Questionnaire questionnaire, Texts texts, Language language) {
        for (Questionnaire.Question question : questionnaire.questions()) {
            String key = "q." + question.id();
            require(texts, language, key);
            require(texts, language, key + ".ask");
            question.choices().forEach(choice -> require(texts, language, key + ".c." + choice.id()));
        }
        questionnaire.sharing().forEach(body -> require(texts, language, "share." + body));
    }

    private static void require(Texts texts, Language language, String key) {
        if (!texts.has(language, key)) {
            throw new SettingRefused("The text '" + key + "' is missing in the language " + language.code() + ".");
        }
    }
}

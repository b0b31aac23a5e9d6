package org.dodomu.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.MessageFormat;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.ClassPathResource;

class TextsTest {

    private static final Set<String> CARD_ENDINGS = Set.of(".ask", ".text", "home.child", "closed", "page.help");
    private static final Set<String> BUTTONS =
            Set.of("nav.", "doors.report", "doors.child", "doors.danger", "review.submit", "review.change", "home.new");

    private final Texts texts = new Texts();

    @ParameterizedTest
    @EnumSource(Language.class)
    void saysTheSameThingsInEachLanguage(Language language) {
        assertThat(texts.keys(language)).isEqualTo(texts.keys(Language.UK));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void hasTheSamePlacesInEachLanguage(Language language) {
        for (String key : texts.keys(Language.UK)) {
            assertThat(places(language, key)).as(key).isEqualTo(places(Language.UK, key));
        }
    }

    private Set<String> places(Language language, String key) {
        return new TreeSet<>(new MessageFormat(texts.pattern(language, key), language.locale()).getArgumentNames());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void fitsTelegramsLimits(Language language) {
        for (String key : texts.keys(language)) {
            String text = texts.pattern(language, key);
            assertThat(text.length()).as(key).isLessThan(1200);
            if (key.matches("q\\..*\\.c\\..*") || BUTTONS.stream().anyMatch(key::startsWith)) {
                assertThat(text.length()).as(key).isLessThanOrEqualTo(40);
            }
            if (key.startsWith("toast.")) {
                assertThat(text.length()).as(key).isLessThanOrEqualTo(200);
            }
            if (CARD_ENDINGS.stream().anyMatch(key::endsWith)) {
                assertThat(text.lines().count()).as(key).isLessThanOrEqualTo(5);
            }
        }
        assertThat(texts.text(language, "bot.short").length()).isLessThanOrEqualTo(120);
        assertThat(texts.text(language, "bot.description").length()).isLessThanOrEqualTo(512);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void neverShoutsAndNeverSpeaksOfDeletion(Language language) {
        for (String key : texts.keys(language)) {
            assertThat(texts.pattern(language, key)).as(key).doesNotContain("!");
            assertThat(texts.pattern(language, key))
                    .as(key)
                    .doesNotContainIgnoringCase("deleted")
                    .doesNotContainIgnoringCase("удален")
                    .doesNotContainIgnoringCase("удалён")
                    .doesNotContainIgnoringCase("видалено");
        }
    }

    @Test
    void countsAsUkrainianDoes() {
        assertThat(texts.text(Language.UK, "kind.text", Map.of("count", 1))).isEqualTo("1 відповідь");
        assertThat(texts.text(Language.UK, "kind.text", Map.of("count", 3))).isEqualTo("3 відповіді");
        assertThat(texts.text(Language.UK, "kind.text", Map.of("count", 11))).isEqualTo("11 відповідей");
        assertThat(texts.text(Language.UK, "kind.text", Map.of("count", 22))).isEqualTo("22 відповіді");
    }

    @Test
    void keepsApostrophesAsTheyAre() {
        assertThat(texts.text(Language.UK, "q.name.ask")).contains("ім’я");
        assertThat(texts.text(Language.EN, "nav.unknown")).isEqualTo("I don’t know");
    }

    @Test
    void refusesAKeyThatDoesNotExist() {
        assertThatThrownBy(() -> texts.text(Language.EN, "no.such.key")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsTheSampleQuestionnaireInAllLanguages() {
        Questionnaire read = QuestionnaireFile.read(
                new ClassPathResource("questionnaire.yml"), texts, EnumSet.allOf(Language.class));

        assertThat(read.questions())
                .extracting(Questionnaire.Question::id)
                .contains("type", "danger", "places", "contact");
        assertThat(read.questions().stream()
                        .filter(Questionnaire.Question::mandatory)
                        .count())
                .isLessThanOrEqualTo(5);
        assertThat(read.sharing()).contains("photo");
    }
}

package org.dodomu.intake;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dodomu.config.Language;
import org.dodomu.config.Texts;

/** The commands as Telegram's menu shows them. */
public final class CommandMenu {

    private CommandMenu() {}

    /** Name without slash, and a few neutral words. */
    public static List<Map.Entry<String, String>> of(Texts texts, Language language) {
        return Stream.of(
                        "start",
                        "new",
                        "status",
                        "language",
                        "safety",
                        "privacy",
                        "forget",
                        "withdraw",
                        "cancel",
                        "help")
                .map(name -> Map.entry(name, texts.text(language, "command." + name)))
                .toList();
    }
}

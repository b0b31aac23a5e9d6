package org.dodomu.config;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;

/** What the line says to reporters, and alarms to its leads, in each language: ICU messages from {@code texts/<bundle>_<language>.properties}, with plural forms. */
public final class Texts {

    private static final String[] BUNDLES = {"chat", "questions", "alarm"};

    private final Map<Language, Map<String, String>> patterns = new EnumMap<>(Language.class);

    /** Parsed once, because that takes longer than filling them in. One thread at a time may use each. */
    private final Map<String, MessageFormat> messages = new ConcurrentHashMap<>();

    public Texts() {
        for (Language language : Language.values()) {
            Properties all = new Properties();
            for (String bundle : BUNDLES) {
                load(all, "texts/" + bundle + "_" + language.code() + ".properties");
            }
            Map<String, String> own = new java.util.HashMap<>();
            all.stringPropertyNames().forEach(key -> own.put(key, all.getProperty(key)));
            patterns.put(language, Map.copyOf(own));
        }
    }

    private static void load(Properties into, String path) {
        try (Reader reader =
                new InputStreamReader(new ClassPathResource(path).getInputStream(), StandardCharsets.UTF_8)) {
            into.load(reader);
        } catch (IOException missing) {
            throw new SettingRefused("The texts " + path + " are missing.");
        }
    }

    public String text(Language language, String key) {
        return text(language, key, Map.of());
    }

    /**
     * The text of this key.
     *
     * @param arguments values for the named places, such as {@code {count, plural, …}}
     * @throws IllegalArgumentException when there is no such key
     */
    public String text(Language language, String key, Map<String, Object> arguments) {
        String pattern = patterns.getOrDefault(language, Map.of()).get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("No text with the key " + key);
        }
        MessageFormat message = messages.computeIfAbsent(
                language.code() + " " + key, any -> new MessageFormat(pattern, language.locale()));
        synchronized (message) {
            return message.format(arguments);
        }
    }

    public boolean has(Language language, String key) {
        return patterns.getOrDefault(language, Map.of()).containsKey(key);
    }

    Set<String> keys(Language language) {
        return new TreeSet<>(patterns.getOrDefault(language, Map.of()).keySet());
    }

    String pattern(Language language, String key) {
        return patterns.getOrDefault(language, Map.of()).getOrDefault(key, "");
    }
}

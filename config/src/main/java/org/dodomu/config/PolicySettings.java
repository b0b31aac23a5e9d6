package org.dodomu.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of things in time; told to the reporter.
 *
 * @param abandonedAfter an unfinished report enters the queue as incomplete after this long without a word
 * @param replyLives how long a reply can be shown again
 * @param wordsShown how long the words of a reply stay in the chat
 * @param withdrawAfter how long a withdrawal can be taken back
 */
@ConfigurationProperties("dodomu.policy")
public record PolicySettings(
        @DefaultValue("24h") Duration abandonedAfter,
        @DefaultValue("14d") Duration replyLives,
        @DefaultValue("10m") Duration wordsShown,
        @DefaultValue("7d") Duration withdrawAfter) {

    public PolicySettings {
        if (abandonedAfter.toMinutes() < 1 || replyLives.toMinutes() < 1 || wordsShown.toSeconds() < 10) {
            throw new SettingRefused(
                    "The times of dodomu.policy must be at least a minute, words-shown at least 10 seconds.");
        }
    }
}

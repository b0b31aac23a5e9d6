package org.dodomu.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of things in time; told to the reporter.
 *
 * @param abandonedAfter what happens to an unfinished report happens after this long without a word
 * @param replyLives how long a reply can be shown again
 * @param wordsShown how long the words of a reply stay in the chat
 * @param withdrawAfter how long a withdrawal can be taken back
 * @param abandoned what becomes of an unfinished report
 * @param closedKept how long a closed case is kept after its last change; then its keys are destroyed
 */
@ConfigurationProperties("dodomu.policy")
public record PolicySettings(
        @DefaultValue("24h") Duration abandonedAfter,
        @DefaultValue("14d") Duration replyLives,
        @DefaultValue("10m") Duration wordsShown,
        @DefaultValue("7d") Duration withdrawAfter,
        @DefaultValue("deposit") Abandoned abandoned,
        @DefaultValue("3650d") Duration closedKept) {

    /** What becomes of a report that nobody finished. */
    public enum Abandoned {
        /** It enters the queue as incomplete. */
        DEPOSIT,
        /** Its keys are destroyed and nothing of it is kept. */
        DROP
    }

    public PolicySettings {
        if (abandonedAfter.toMinutes() < 1 || replyLives.toMinutes() < 1 || wordsShown.toSeconds() < 10) {
            throw new SettingRefused(
                    "The times of dodomu.policy must be at least a minute, words-shown at least 10 seconds.");
        }
        if (withdrawAfter.toDays() < 1 || closedKept.toDays() < 1) {
            throw new SettingRefused(
                    "dodomu.policy.withdraw-after and closed-kept are whole days, told to the reporter: at least 1.");
        }
    }
}

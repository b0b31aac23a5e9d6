package org.dodomu.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much one person, and all together, may ask of the line. The least that may be set leaves room for somebody in fear who writes forty messages and sends thirty photos.
 *
 * @param messagesPerHour messages and presses of one person
 * @param filesPerDay files of one person
 * @param sizePerDay their size together
 * @param casesPerDay reports that one person begins
 * @param openCases reports of one person that members still work on
 * @param lineCasesPerHour reports that begin on the whole line; the two short doors are not counted
 */
@ConfigurationProperties("dodomu.limits")
public record LimitSettings(
        @DefaultValue("300") int messagesPerHour,
        @DefaultValue("200") int filesPerDay,
        @DefaultValue("1GB") DataSize sizePerDay,
        @DefaultValue("12") int casesPerDay,
        @DefaultValue("20") int openCases,
        @DefaultValue("1000") int lineCasesPerHour) {

    private static final DataSize LEAST_SIZE = DataSize.ofMegabytes(300);

    public LimitSettings {
        if (messagesPerHour < 150 || filesPerDay < 40 || sizePerDay.compareTo(LEAST_SIZE) < 0) {
            throw new SettingRefused("dodomu.limits must leave each person 150 messages an hour, 40 files and 300MB a"
                    + " day: a frightened person needs them.");
        }
        if (casesPerDay < 1 || openCases < 1 || lineCasesPerHour < 1) {
            throw new SettingRefused("dodomu.limits must allow at least one report.");
        }
    }
}

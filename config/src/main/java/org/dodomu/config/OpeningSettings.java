package org.dodomu.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether the line takes anything.
 *
 * @param closed nothing is kept, and whoever writes is told so with the hotline
 */
@ConfigurationProperties("dodomu.line")
public record OpeningSettings(@DefaultValue("false") boolean closed) {}

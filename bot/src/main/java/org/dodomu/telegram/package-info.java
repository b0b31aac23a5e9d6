/**
 * The edge to Telegram, and the only package that knows its library: updates in by our own poll loop or webhook, errands out through one paced sender, files fetched and sealed as they stream.
 * An update is confirmed only when the conversation says it is durable. Never logs an update, an address or a token.
 */
@ApplicationModule(allowedDependencies = {"crypto", "config", "storage", "desk", "intake", "alerts"})
@NullMarked
package org.dodomu.telegram;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

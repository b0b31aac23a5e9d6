/**
 * Tells members that something waits, and how urgent it is: never which case, never a word of it. Where a member wants to be told is linked by a code of one use and lies sealed under the
 * master key. Speaks through {@link org.dodomu.alerts.Messenger}, which the edge to Telegram provides.
 */
@ApplicationModule(allowedDependencies = {"crypto", "config", "storage", "desk", "cases"})
@NullMarked
package org.dodomu.alerts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

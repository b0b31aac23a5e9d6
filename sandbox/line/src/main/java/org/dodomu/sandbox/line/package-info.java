/** Starts the whole line on one machine: the stand-in for Telegram, the embedded database, sample members, and the application itself as it is. */
@NullMarked
package org.dodomu.sandbox.line;

import org.jspecify.annotations.NullMarked;

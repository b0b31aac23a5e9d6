/**
 * A stand-in for Telegram on one's own machine: the Bot API with its rules at the root of a loopback port, usable by any client, and a page on which several people write to the bot. Never
 * on a production class path, never with a real token.
 */
@NullMarked
package org.dodomu.sandbox.telegram;

import org.jspecify.annotations.NullMarked;

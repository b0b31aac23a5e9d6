/**
 * Breaks a running line on purpose and compares what was said with what opens. The packaged jar and the database run in processes of their own, the stand-in for Telegram in this one. Everything that goes wrong by
 * chance follows one seed, which is printed with each failure.
 */
@NullMarked
package org.dodomu.sandbox.line.faults;

import org.jspecify.annotations.NullMarked;

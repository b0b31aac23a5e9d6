/** Starts the whole line on one machine. */
@NullMarked
package org.dodomu.sandbox.line;

import org.jspecify.annotations.NullMarked;

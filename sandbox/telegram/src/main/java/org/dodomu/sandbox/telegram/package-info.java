/** The stand-in for the Bot API. */
@NullMarked
package org.dodomu.sandbox.telegram;

import org.jspecify.annotations.NullMarked;

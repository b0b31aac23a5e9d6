/** The age v1 format with post-quantum recipients, and the line's other uses of keys. */
@NullMarked
package org.dodomu.crypto;

import org.jspecify.annotations.NullMarked;

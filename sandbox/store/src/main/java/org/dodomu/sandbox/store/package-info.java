/** The embedded store. */
@NullMarked
package org.dodomu.sandbox.store;

import org.jspecify.annotations.NullMarked;

/** What tests of several packages share: a database of their own on any engine, a clock that they move. */
@NullMarked
package org.dodomu.support;

import org.jspecify.annotations.NullMarked;

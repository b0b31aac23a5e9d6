/** The application: one package per capability. */
@NullMarked
package org.dodomu;

import org.jspecify.annotations.NullMarked;

/** What an organisation sets. */
@NullMarked
package org.dodomu.config;

import org.jspecify.annotations.NullMarked;

/** The custody log: a hash-chained, signed record of every act on a case. Carries who, what and when; never content. */
@ApplicationModule(allowedDependencies = {"crypto", "config", "storage"})
@NullMarked
package org.dodomu.custody;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The command line tools of the jar: keys, sealing and opening by hand, verifying what was exported, and a doctor. They hold identities only while they run. */
@ApplicationModule(allowedDependencies = {"crypto", "config", "storage", "desk"})
@NullMarked
package org.dodomu.tools;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

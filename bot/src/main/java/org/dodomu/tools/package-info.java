/** The command line tools of the jar: keys, sealing and opening by hand, verifying what was exported, dead letters, and a doctor. They hold identities only while they run. */
@ApplicationModule(allowedDependencies = {"crypto", "config", "storage", "desk", "intake", "mail"})
@NullMarked
package org.dodomu.tools;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

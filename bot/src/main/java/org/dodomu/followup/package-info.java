/** The messages between a verifier and a reporter, with their delivery states. A reply's words wait under the master key until they were shown or expired; the record is sealed to the case. */
@ApplicationModule(allowedDependencies = {"crypto", "config", "storage", "custody", "desk", "cases", "intake"})
@NullMarked
package org.dodomu.followup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * Cases: their birth under keys that the server throws away, entries that are sealed once and never changed, and the queue with its claims. The server can add to a case and cannot read
 * it.
 */
@ApplicationModule(allowedDependencies = {"crypto", "config", "storage", "custody", "desk"})
@NullMarked
package org.dodomu.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

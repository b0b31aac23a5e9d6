/**
 * Who may read: the signed roster and its proof, the desk's epochs, and members' sign-in by their own key. Nothing is sealed to a key that the roster does not prove.
 */
@ApplicationModule(allowedDependencies = {"crypto", "config", "storage", "custody"})
@NullMarked
package org.dodomu.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

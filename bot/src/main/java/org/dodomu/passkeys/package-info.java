/**
 * Members' passkeys (W3C Web Authentication Level 3), which stand beside the proof of the member's own key and never replace it: making one, proving one, and keeping the copy of a key file that a
 * passkey's PRF wrapped in the browser. User verification is always required. Knows no HTTP session: whoever calls names the browser that asked and decides what a proof opens.
 */
@ApplicationModule(allowedDependencies = {"crypto", "config", "storage", "desk"})
@NullMarked
package org.dodomu.passkeys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

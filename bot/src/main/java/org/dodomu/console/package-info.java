/**
 * The HTTP edge for members: sign-in by their own key and a passkey, the queue, sealed cases in and out, and the headers that keep the page honest. Hands out ciphertext and clear fields only; knows no
 * password and keeps no word that a member writes.
 */
@ApplicationModule(
        allowedDependencies = {
            "crypto",
            "config",
            "storage",
            "custody",
            "desk",
            "passkeys",
            "cases",
            "followup",
            "alerts"
        })
@NullMarked
package org.dodomu.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

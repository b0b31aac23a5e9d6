/**
 * The edge to the mail server, and the only package that knows mail's library. Sends a sentence at a time, over TLS, and tells what became of it; what may have arrived counts as sent. Never logs an
 * address, a text or what the server said.
 */
@ApplicationModule(allowedDependencies = {"config", "storage", "alerts"})
@NullMarked
package org.dodomu.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * The conversation with a reporter: a pure function from a state and an input to the next state, the entries to seal and the errands to do, and the runner that makes each
 * step durable before anything is acknowledged. Called by the edge that speaks to Telegram and by the follow-up of a case. Never keeps a person's words outside a sealed entry.
 */
@ApplicationModule(allowedDependencies = {"crypto", "config", "storage", "custody", "desk", "cases"})
@NullMarked
package org.dodomu.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** The database and the server's own keys, as every other package gets them: majority writes, no transactions, indexes and schema versions checked at start. Knows no case and no person. */
@ApplicationModule(allowedDependencies = {"crypto", "config"})
@NullMarked
package org.dodomu.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

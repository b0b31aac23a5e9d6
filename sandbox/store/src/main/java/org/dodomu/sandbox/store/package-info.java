/**
 * The embedded database of the sandbox: a MongoDB-protocol server over one file, whose acknowledged writes survive a kill. For trying the line, not for running one.
 */
@NullMarked
package org.dodomu.sandbox.store;

import org.jspecify.annotations.NullMarked;

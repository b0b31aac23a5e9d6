/**
 * The storage contract: what the line relies on, tried through its own repositories, wired as in production, on the server that {@code -Dmongodb.uri} names or on the embedded store.
 */
@NullMarked
package org.dodomu.contract;

import org.jspecify.annotations.NullMarked;

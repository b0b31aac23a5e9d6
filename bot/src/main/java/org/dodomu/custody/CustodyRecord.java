package org.dodomu.custody;

import java.time.Instant;

/**
 * One act.
 *
 * @param n its place in the case's chain, from 1
 * @param by a member's id, {@code line} or {@code reporter}
 */
public record CustodyRecord(int n, String act, String by, Instant at) {}

/**
 * Sealing: the age v1 format (age-encryption.org/v1) with post-quantum hybrid recipients, and the line's other uses of keys: signatures, the master key's derivations, padding.
 *
 * <p>{@link org.dodomu.crypto.Age} is the way in: it seals to a {@link org.dodomu.crypto.RecipientSet} and opens with an {@link org.dodomu.crypto.Identity}. What it seals opens with the stock
 * {@code age} tool (1.3 or later). Every wrong input to opening ends in one error, {@link org.dodomu.crypto.SealBroken}. No Spring, no database, no log.
 */
@NullMarked
package org.dodomu.crypto;

import org.jspecify.annotations.NullMarked;

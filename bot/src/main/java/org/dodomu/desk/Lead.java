package org.dodomu.desk;

import org.dodomu.crypto.VerifyingKey;

/** A member who vouches for others, with the key that signs rosters. */
public record Lead(MemberId id, VerifyingKey signing) {}

package org.dodomu.crypto;

import java.util.List;

/** Sealed to the first recipient, the result to the second, and so on: only all of them together open it. How recovery is kept from any one person. */
public final class NestedSeal {

    private NestedSeal() {}

    public static byte[] seal(Age age, List<HybridRecipient> holders, byte[] plaintext) {
        if (holders.isEmpty()) {
            throw new RecipientsRefused("A nested seal has at least one holder");
        }
        byte[] sealed = plaintext;
        for (HybridRecipient holder : holders) {
            sealed = age.seal(RecipientSet.of(holder), sealed);
        }
        return sealed;
    }

    /** Opens with all identities, in the order in which they sealed. */
    public static byte[] open(Age age, List<HybridIdentity> holders, byte[] sealed) {
        byte[] opened = sealed;
        for (int i = holders.size() - 1; i >= 0; i--) {
            opened = age.open(opened, holders.get(i));
        }
        return opened;
    }
}

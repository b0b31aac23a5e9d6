package org.dodomu.crypto;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A passphrase that opens a file made with {@code age -p}. Secret. Refuses work factors above 2^20, which would only serve to exhaust memory. */
public final class ScryptIdentity implements Identity {

    static final int MAX_LOG_N = 20;

    private final byte[] passphrase;

    public ScryptIdentity(String passphrase) {
        this.passphrase = passphrase.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Optional<byte[]> unwrap(List<Stanza> stanzas) {
        boolean any = stanzas.stream().anyMatch(stanza -> ScryptRecipient.STANZA.equals(stanza.type()));
        if (!any) {
            return Optional.empty();
        }
        if (stanzas.size() != 1 || stanzas.get(0).arguments().size() != 2) {
            throw SealBroken.header();
        }
        Stanza stanza = stanzas.get(0);
        byte[] salt = CanonicalBase64.decode(stanza.arguments().get(0));
        String logN = stanza.arguments().get(1);
        if (salt.length != ScryptRecipient.SALT_BYTES
                || !logN.matches("[1-9][0-9]?")
                || Integer.parseInt(logN) > MAX_LOG_N) {
            throw SealBroken.header();
        }
        byte[] wrapped = stanza.wrappedKey();
        return WrapCipher.open(ScryptRecipient.wrapKey(passphrase, salt, Integer.parseInt(logN)), wrapped);
    }

    @Override
    public String toString() {
        return "ScryptIdentity[REDACTED]";
    }
}

package org.dodomu.desk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dodomu.crypto.Sha256;

/** One version of the roster as it is stored: both parts in their exact bytes and the signatures over the public one. Nothing in it is believed before {@link RosterChain} proved it. */
public final class SignedRoster {

    private final byte[] publicPart;
    private final byte[] memberPart;
    private final Map<String, byte[]> signatures;

    public SignedRoster(byte[] publicPart, byte[] memberPart, Map<String, byte[]> signatures) {
        this.publicPart = publicPart.clone();
        this.memberPart = memberPart.clone();
        this.signatures = new HashMap<>(signatures);
    }

    public byte[] publicPart() {
        return publicPart.clone();
    }

    public byte[] memberPart() {
        return memberPart.clone();
    }

    /** Ids of those who signed. */
    public List<String> signers() {
        return signatures.keySet().stream().sorted().toList();
    }

    public byte[] signature(String signer) {
        return signatures.getOrDefault(signer, new byte[0]).clone();
    }

    /** Lower-case hex SHA-256 of the public part. */
    public String hash() {
        return Sha256.hex(publicPart);
    }
}

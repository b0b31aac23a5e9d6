package org.dodomu.passkeys;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dodomu.crypto.Sha256;

/**
 * A passkey as it is kept, inside a box under the master key.
 *
 * @param id the credential id, base64url
 * @param key the public key, COSE in base64url
 * @param count the signature counter last seen
 * @param eligible whether it may be carried to other devices; fixed for its life
 */
record Held(
        String id,
        String key,
        long count,
        List<String> transports,
        boolean eligible,
        boolean synced,
        String made,
        String wrapped) {

    Held {
        transports = List.copyOf(transports);
    }

    String name() {
        return Sha256.hex(Encoded.bytes(id)).substring(0, 16);
    }

    Passkey shown() {
        return new Passkey(name(), made, transports, synced, !wrapped.isEmpty());
    }

    Held used(long counted, boolean syncedNow) {
        return new Held(id, key, counted, transports, eligible, syncedNow, made, wrapped);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("key", key);
        json.put("count", count);
        json.put("transports", transports);
        json.put("eligible", eligible);
        json.put("synced", synced);
        json.put("made", made);
        json.put("wrapped", wrapped);
        return json;
    }

    @SuppressWarnings("unchecked")
    static Held of(Map<String, Object> json) {
        return new Held(
                (String) member(json, "id"),
                (String) member(json, "key"),
                ((Number) member(json, "count")).longValue(),
                (List<String>) member(json, "transports"),
                (Boolean) member(json, "eligible"),
                (Boolean) member(json, "synced"),
                (String) member(json, "made"),
                (String) member(json, "wrapped"));
    }

    /** A member of a box of ours, which always has it. */
    static Object member(Map<String, Object> json, String name) {
        return Objects.requireNonNull(json.get(name));
    }

    @Override
    public String toString() {
        return "Held";
    }
}

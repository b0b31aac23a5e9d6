package org.dodomu.passkeys;

import java.util.List;

/**
 * What a browser needs to make a passkey.
 *
 * @param handle the user handle, base64url
 * @param label what the authenticator shows beside the line's name: no person's
 * @param exclude credential ids that are there already, base64url
 * @param algorithms COSE numbers, the first is preferred
 * @param timeout in milliseconds
 */
public record Wanted(
        String challenge,
        String rpId,
        String handle,
        String label,
        List<String> exclude,
        List<Integer> algorithms,
        long timeout) {

    public Wanted {
        exclude = List.copyOf(exclude);
        algorithms = List.copyOf(algorithms);
    }

    @Override
    public String toString() {
        return "Wanted";
    }
}

package org.dodomu.passkeys;

import java.util.List;
import java.util.Optional;
import org.dodomu.desk.MemberId;

/**
 * All passkeys of one member: one document, so that adding, using and removing are guarded by one version.
 *
 * @param handle its id, which the authenticators keep as the user handle
 * @param version 0 while nothing is stored
 */
record Ring(String handle, MemberId member, long version, List<Held> keys) {

    Ring {
        keys = List.copyOf(keys);
    }

    Optional<Held> key(String credential) {
        return keys.stream().filter(one -> one.id().equals(credential)).findFirst();
    }

    @Override
    public String toString() {
        return "Ring";
    }
}

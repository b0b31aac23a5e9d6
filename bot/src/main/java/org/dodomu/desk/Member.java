package org.dodomu.desk;

import java.util.List;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.VerifyingKey;

/**
 * A vetted person.
 *
 * @param sealedName base64 of an age file sealed to all members of the same roster: the name is for their eyes only
 */
public record Member(
        MemberId id,
        List<Role> roles,
        List<String> desks,
        HybridRecipient recipient,
        VerifyingKey signing,
        String sealedName) {

    public Member {
        roles = List.copyOf(roles);
        desks = List.copyOf(desks);
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }
}

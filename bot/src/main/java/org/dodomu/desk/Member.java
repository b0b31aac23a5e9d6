package org.dodomu.desk;

import java.time.LocalDate;
import java.util.List;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.VerifyingKey;

/**
 * A vetted person.
 *
 * @param until the last day of the vetting, in UTC. After it the member may do nothing, except that a lead may still sign rosters: renewal is never a dead end
 */
public record Member(
        MemberId id,
        List<Role> roles,
        List<String> desks,
        HybridRecipient recipient,
        VerifyingKey signing,
        LocalDate until) {

    public Member {
        roles = List.copyOf(roles);
        desks = List.copyOf(desks);
        if (until.getYear() < 2000 || until.getYear() > 2999) {
            throw new IllegalArgumentException("A vetting ends in this millennium");
        }
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether the vetting is over on this day. */
    public boolean ended(LocalDate today) {
        return today.isAfter(until);
    }

    /** Whether the key of this desk's epoch is sealed to them. */
    public boolean holdsEpochOf(String desk) {
        return desks.contains(desk) && (is(Role.OPERATOR) || is(Role.LEAD));
    }
}

package org.dodomu.desk;

import java.util.Locale;

/** What a member may do. */
public enum Role {
    OPERATOR,
    VERIFIER,
    LEAD,
    AUDITOR;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String code) {
        Role role = valueOf(code.toUpperCase(Locale.ROOT));
        if (!role.code().equals(code)) {
            throw new IllegalArgumentException("Not a role");
        }
        return role;
    }
}

package org.dodomu.config;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address: one mailbox, ASCII before the {@code @}, a name with at least one dot after it; names in other scripts are taken and turned into their ASCII form. Nothing that could end a
 * header line or add a second recipient fits. Secret: prints nothing.
 */
public final class MailAddress {

    private static final int MOST = 254;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(\\." + ATOM + ")*");
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]*[a-z0-9])");
    private static final int MOST_LOCAL = 64;

    private final String local;
    private final String domain;

    private MailAddress(String local, String domain) {
        this.local = local;
        this.domain = domain;
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException when it is none; never says what was given
     */
    public static MailAddress parse(String given) {
        int at = given.lastIndexOf('@');
        String local = at < 0 ? "" : given.substring(0, at);
        String domain = at < 0 ? "" : ascii(given.substring(at + 1));
        boolean fits = local.length() <= MOST_LOCAL
                && LOCAL.matcher(local).matches()
                && NAME.matcher(domain).matches()
                && local.length() + domain.length() < MOST;
        if (!fits) {
            throw new IllegalArgumentException("This is no e-mail address");
        }
        return new MailAddress(local, domain);
    }

    private static String ascii(String domain) {
        try {
            return domain.length() > MOST
                    ? ""
                    : IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noName) {
            return "";
        }
    }

    /** Shows the address to whoever sends there. */
    public String reveal() {
        return local + "@" + domain;
    }

    /** Where its mail server is known by. */
    public String domain() {
        return domain;
    }

    /** As much as its owner needs to know it again. */
    public String hint() {
        return local.charAt(0) + "…@" + domain;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MailAddress that && that.reveal().equals(reveal());
    }

    @Override
    public int hashCode() {
        return reveal().hashCode();
    }

    @Override
    public String toString() {
        return "MailAddress";
    }
}

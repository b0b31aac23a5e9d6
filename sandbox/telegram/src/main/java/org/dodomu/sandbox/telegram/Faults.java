package org.dodomu.sandbox.telegram;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a tester ordered to go wrong: for the next calls of a method, or of any. */
public final class Faults {

    private final List<Fault> ordered = new ArrayList<>();

    /** How a call goes wrong. */
    public enum Kind {
        TOO_MANY,
        BLOCKED,
        BAD_GATEWAY,
        DROP_ANSWER,
        SLOW,
        CONFLICT
    }

    private static final class Fault {
        private final Kind kind;
        private final String method;
        private final int value;
        private int left;

        Fault(Kind kind, String method, int value, int left) {
            this.kind = kind;
            this.method = method;
            this.value = value;
            this.left = left;
        }
    }

    /** What happens to one call. */
    record Hit(Kind kind, int value) {}

    /**
     * Orders a fault.
     *
     * @param method a method's name, or {@code *}
     * @param value seconds for TOO_MANY, milliseconds for SLOW
     */
    public synchronized void order(Kind kind, String method, int value, int times) {
        ordered.add(new Fault(kind, method.toLowerCase(Locale.ROOT), value, times));
    }

    synchronized Optional<Hit> next(String method) {
        for (Iterator<Fault> all = ordered.iterator(); all.hasNext(); ) {
            Fault fault = all.next();
            if (fault.method.equals("*") || fault.method.equals(method)) {
                fault.left--;
                if (fault.left <= 0) {
                    all.remove();
                }
                return Optional.of(new Hit(fault.kind, fault.value));
            }
        }
        return Optional.empty();
    }
}

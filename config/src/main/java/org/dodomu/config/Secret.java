package org.dodomu.config;

/** A setting that never prints. */
public final class Secret<T> {

    private final T value;

    private Secret(T value) {
        this.value = value;
    }

    public static <T> Secret<T> of(T value) {
        return new Secret<>(value);
    }

    /** A secret setting as text: this is how a settings record takes one in. */
    public static Secret<String> valueOf(String setting) {
        return new Secret<>(setting);
    }

    public T reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}

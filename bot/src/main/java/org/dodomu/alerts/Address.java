package org.dodomu.alerts;

/** The chat in which a member is told. Secret: prints nothing. */
public final class Address {

    private final long chat;

    private Address(long chat) {
        this.chat = chat;
    }

    public static Address of(long chat) {
        return new Address(chat);
    }

    /** Shows the chat's id to whoever sends there. */
    public long reveal() {
        return chat;
    }

    @Override
    public String toString() {
        return "Address";
    }
}

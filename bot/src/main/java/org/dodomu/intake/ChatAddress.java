package org.dodomu.intake;

/** Where a reporter can be reached in Telegram: a private chat's id. Secret: never printed, never stored in clear. */
public final class ChatAddress {

    private final long id;

    private ChatAddress(long id) {
        this.id = id;
    }

    public static ChatAddress of(long chatId) {
        return new ChatAddress(chatId);
    }

    /** The chat id itself, for the Bot API call and for keyed hashes only. */
    public long reveal() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChatAddress that && that.id == id;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }

    @Override
    public String toString() {
        return "ChatAddress[REDACTED]";
    }
}

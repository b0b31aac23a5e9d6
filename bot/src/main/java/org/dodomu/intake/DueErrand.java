package org.dodomu.intake;

/** An errand whose time has come, leased to this process. */
public final class DueErrand {

    private final String conversation;
    private final Conversation.Pending pending;
    private final ChatAddress chat;
    private final Errand errand;

    DueErrand(String conversation, Conversation.Pending pending, ChatAddress chat, Errand errand) {
        this.conversation = conversation;
        this.pending = pending;
        this.chat = chat;
        this.errand = errand;
    }

    String conversation() {
        return conversation;
    }

    Conversation.Pending pending() {
        return pending;
    }

    public String id() {
        return pending.id();
    }

    /** Whether it is a message, which Telegram wants at its pace. */
    public boolean paced() {
        return pending.kind().lane == Lane.PACED;
    }

    public ChatAddress chat() {
        return chat;
    }

    public Errand errand() {
        return errand;
    }

    /** How often it was tried before. */
    public int tries() {
        return pending.tries();
    }

    @Override
    public String toString() {
        return "DueErrand[" + errand.getClass().getSimpleName() + "]";
    }
}

package org.dodomu.intake;

/** An errand whose time has come, leased to this process. */
public final class DueErrand {

    private final String conversation;
    private final String id;
    private final ChatAddress chat;
    private final Errand errand;
    private final int tries;

    DueErrand(String conversation, String id, ChatAddress chat, Errand errand, int tries) {
        this.conversation = conversation;
        this.id = id;
        this.chat = chat;
        this.errand = errand;
        this.tries = tries;
    }

    String conversation() {
        return conversation;
    }

    public String id() {
        return id;
    }

    public ChatAddress chat() {
        return chat;
    }

    public Errand errand() {
        return errand;
    }

    /** How often it was tried before. */
    public int tries() {
        return tries;
    }

    @Override
    public String toString() {
        return "DueErrand[" + errand.getClass().getSimpleName() + "]";
    }
}

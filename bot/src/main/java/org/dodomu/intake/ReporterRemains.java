package org.dodomu.intake;

import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Remains;
import org.springframework.stereotype.Component;

/** What a reporter's chat knows of a case, and the way back to that chat. */
@Component
class ReporterRemains implements Remains {

    private final Links links;
    private final ConversationStore store;
    private final Conversations conversations;

    ReporterRemains(Links links, ConversationStore store, Conversations conversations) {
        this.links = links;
        this.store = store;
        this.conversations = conversations;
    }

    @Override
    public void destroy(CaseNumber number) {
        links.find(number).ifPresent(chat -> conversations.fromWithin(store.id(chat), new Input.CaseGone(number)));
        links.destroy(number);
    }
}

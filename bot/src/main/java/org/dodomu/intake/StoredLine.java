package org.dodomu.intake;

import com.mongodb.MongoException;
import java.util.List;
import java.util.Optional;
import org.dodomu.cases.CaseNumber;
import org.springframework.stereotype.Component;

/** The way in, over stored conversations. */
@Component
class StoredLine implements Line {

    private final Conversations conversations;
    private final ConversationStore store;
    private final Links links;
    private final StoredDeadLetters letters;
    private final StoredBlocks blocks;

    StoredLine(
            Conversations conversations,
            ConversationStore store,
            Links links,
            StoredDeadLetters letters,
            StoredBlocks blocks) {
        this.conversations = conversations;
        this.store = store;
        this.links = links;
        this.letters = letters;
        this.blocks = blocks;
    }

    @Override
    public List<Incoming> receive(List<Incoming> batch) {
        return conversations.fromChats(batch);
    }

    @Override
    public void keepDeadLetter(byte[] rawUpdate, UpdateMark mark, Optional<ChatAddress> chat, DeadLetter.Why why) {
        String id = java.util.HexFormat.of().formatHex(store.mark(mark));
        try {
            boolean first = letters.keep(id, rawUpdate, why);
            if (first && chat.isPresent() && !blocks.bars(chat.get())) {
                conversations.unhandled(chat.get());
            }
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
    }

    @Override
    public boolean notifyReply(CaseNumber number, ReplyId reply) {
        try {
            Optional<ChatAddress> chat = links.find(number).filter(address -> !blocks.bars(address));
            chat.ifPresent(address -> conversations.fromWithin(store.id(address), new Input.ReplyWaits(number, reply)));
            return chat.isPresent();
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
    }
}

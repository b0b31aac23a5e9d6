package org.dodomu.intake;

import com.mongodb.MongoException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.cases.CaseNumber;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.MasterKeyMissing;
import org.dodomu.crypto.Purpose;
import org.dodomu.crypto.SecretBox;
import org.dodomu.storage.Store;
import org.springframework.stereotype.Component;

/** The way in, over stored conversations. */
@Component
class StoredLine implements Line {

    static final String DEAD_LETTERS = "deadletters";

    private final Conversations conversations;
    private final ConversationStore store;
    private final Links links;
    private final Store database;
    private final SecretBox boxes;
    private final Clock clock;

    StoredLine(
            Conversations conversations,
            ConversationStore store,
            Links links,
            Store database,
            MasterKey master,
            SecureRandom random,
            Clock clock) {
        this.conversations = conversations;
        this.store = store;
        this.links = links;
        this.database = database;
        this.boxes = master.box(Purpose.DEAD_LETTER, random);
        this.clock = clock;
    }

    @Override
    public List<Incoming> receive(List<Incoming> batch) {
        return conversations.fromChats(batch);
    }

    @Override
    public void keepDeadLetter(byte[] rawUpdate, UpdateMark mark, Optional<ChatAddress> chat) {
        String id = java.util.HexFormat.of().formatHex(store.mark(mark));
        try {
            boolean first = database.insertOnce(
                    DEAD_LETTERS,
                    new Document("_id", id)
                            .append("box", Store.binary(boxes.seal(rawUpdate, BlindIndex.part(id))))
                            .append("at", Date.from(clock.instant())));
            if (first && chat.isPresent()) {
                conversations.unhandled(chat.get());
            }
        } catch (MongoException | MasterKeyMissing away) {
            throw new StorageAway(away);
        }
    }

    @Override
    public boolean notifyReply(CaseNumber number, ReplyId reply) {
        try {
            Optional<ChatAddress> chat = links.find(number);
            chat.ifPresent(address -> conversations.fromWithin(store.id(address), new Input.ReplyWaits(number, reply)));
            return chat.isPresent();
        } catch (MongoException | MasterKeyMissing away) {
            throw new StorageAway(away);
        }
    }
}

package org.dodomu.intake;

import com.mongodb.MongoException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.dodomu.config.OpeningSettings;
import org.dodomu.desk.RosterStanding;
import org.dodomu.desk.Rosters;
import org.springframework.stereotype.Component;

/** How updates are taken now: those of blocked people are barred, and none is taken while the organisation closed the line or nobody is proven to seal to. */
@Component
class Gate {

    private final OpeningSettings opening;
    private final Rosters rosters;
    private final StoredBlocks blocks;
    private final IntakeJournal journal;
    private final AtomicBoolean closedBefore = new AtomicBoolean();

    Gate(OpeningSettings opening, Rosters rosters, StoredBlocks blocks, IntakeJournal journal) {
        this.opening = opening;
        this.rosters = rosters;
        this.blocks = blocks;
        this.journal = journal;
    }

    /** @throws StorageAway when it cannot be known */
    Function<Incoming, Input.OfChat> now(Collection<Incoming> batch) {
        try {
            boolean closed = opening.closed() || rosters.standing() != RosterStanding.PROVEN;
            if (closedBefore.getAndSet(closed) != closed) {
                journal.lineClosed(closed);
            }
            Set<ChatAddress> barred =
                    blocks.among(batch.stream().map(Incoming::chat).toList());
            return incoming -> {
                if (barred.contains(incoming.chat())) {
                    return new Input.Barred(incoming);
                }
                return closed ? new Input.LineClosed(incoming) : new Input.FromChat(incoming);
            };
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
    }
}

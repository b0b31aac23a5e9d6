package org.dodomu.intake;

import java.util.List;
import java.util.Optional;
import org.dodomu.cases.CaseNumber;

/** The way in: whatever happens in a chat is handed over here, once or several times, and is durable when the call returns. */
public interface Line {

    /**
     * Takes what came in from any number of chats, in the order of each. A repeat of the same update changes nothing.
     *
     * @return those that could not be handled; they changed nothing, and belong among the dead letters
     * @throws StorageAway when it may be that not all was kept; the caller keeps the updates and comes again
     */
    List<Incoming> receive(List<Incoming> batch);

    /**
     * Keeps an update that could not be handled, sealed under the master key, and tells its sender in one sentence when the chat is known.
     *
     * @throws StorageAway when nothing was kept
     */
    void keepDeadLetter(byte[] rawUpdate, UpdateMark mark, Optional<ChatAddress> chat, DeadLetter.Why why);

    /**
     * Tells the reporter of a case, in neutral words, that a reply waits.
     *
     * @return false when the case has no link to a chat, or a member blocked the person behind it
     * @throws StorageAway when nothing was kept
     */
    boolean notifyReply(CaseNumber number, ReplyId reply);
}

package org.dodomu.telegram;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.dodomu.cases.CaseNumber;
import org.dodomu.intake.ChatAddress;
import org.dodomu.intake.DeadLetter;
import org.dodomu.intake.Incoming;
import org.dodomu.intake.Line;
import org.dodomu.intake.ReplyId;
import org.dodomu.intake.StorageAway;
import org.dodomu.intake.UpdateMark;

/** Keeps what it is handed, unless its database is away for so many calls. */
final class RecordingLine implements Line {

    final List<String> words = Collections.synchronizedList(new ArrayList<>());
    final List<byte[]> dead = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger away = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();

    @Override
    public List<Incoming> receive(List<Incoming> batch) {
        if (away.getAndUpdate(calls -> Math.max(0, calls - 1)) > 0) {
            refused.incrementAndGet();
            throw new StorageAway(new com.mongodb.MongoException("away"));
        }
        batch.forEach(one -> words.add(
                one.chat().reveal() + ":" + (one instanceof Incoming.Words said ? said.text() : one.toString())));
        return List.of();
    }

    @Override
    public void keepDeadLetter(byte[] rawUpdate, UpdateMark mark, Optional<ChatAddress> chat, DeadLetter.Why why) {
        dead.add(rawUpdate);
    }

    @Override
    public boolean notifyReply(CaseNumber number, ReplyId reply) {
        return false;
    }

    /** What this person said, in the order in which it was kept. */
    List<String> saidBy(long person) {
        String prefix = person + ":";
        return List.copyOf(words).stream()
                .filter(one -> one.startsWith(prefix))
                .map(one -> one.substring(prefix.length()))
                .toList();
    }
}

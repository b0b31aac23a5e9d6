package org.dodomu.followup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dodomu.cases.CaseNumber;
import org.dodomu.intake.ChatAddress;
import org.dodomu.intake.DeadLetter;
import org.dodomu.intake.Incoming;
import org.dodomu.intake.Line;
import org.dodomu.intake.ReplyId;
import org.dodomu.intake.UpdateMark;

/** The way to the reporters, as followup sees it: keeps what it was asked to announce, and can be away or unlinked. */
class RecordingLine implements Line {

    final List<String> announced = Collections.synchronizedList(new ArrayList<>());
    final Set<String> hindered = new TreeSet<>();
    volatile boolean away;
    volatile boolean linked = true;

    @Override
    public List<Incoming> receive(List<Incoming> batch) {
        throw new IllegalStateException("Nothing comes in here");
    }

    @Override
    public void keepDeadLetter(byte[] rawUpdate, UpdateMark mark, Optional<ChatAddress> chat, DeadLetter.Why why) {
        throw new IllegalStateException("Nothing comes in here");
    }

    @Override
    public boolean notifyReply(CaseNumber number, ReplyId reply) {
        if (away || hindered.contains(reply.value())) {
            throw new IllegalStateException("away");
        }
        announced.add(number + " " + reply.value());
        return linked;
    }
}

package org.dodomu.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.cases.EntryId;
import org.dodomu.cases.Erasure;
import org.dodomu.cases.HandedIn;
import org.dodomu.cases.Withdrawals;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.BlindIndex;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Does to the case what a durable step decided. Each command may be done twice and is then the same. */
@Component
class CaseCommands {

    private final Cases cases;
    private final Withdrawals withdrawals;
    private final Erasure erasure;
    private final Links links;
    private final ObjectProvider<Replies> replies;
    private final StepWorkers workers;

    CaseCommands(
            Cases cases,
            Withdrawals withdrawals,
            Erasure erasure,
            Links links,
            ObjectProvider<Replies> replies,
            StepWorkers workers) {
        this.workers = workers;
        this.cases = cases;
        this.withdrawals = withdrawals;
        this.erasure = erasure;
        this.links = links;
        this.replies = replies;
    }

    /** Runs the commands of these conversations, by id: first the links, the entries and the hand-ins of all of them, then each one's other commands in order. */
    void run(Map<String, Conversation> talks) {
        Map<CaseNumber, ChatAddress> chats = new LinkedHashMap<>();
        Map<CaseNumber, List<EntryId>> entries = new LinkedHashMap<>();
        Map<CaseNumber, HandedIn> handedIn = new LinkedHashMap<>();
        List<List<CaseCommand>> others = new ArrayList<>();
        talks.forEach((id, talk) -> {
            List<CaseCommand> later = new ArrayList<>();
            for (CaseCommand command : known(talk)) {
                CaseNumber number = number(command);
                if (command.kind() == CaseCommand.Kind.LINK) {
                    chats.put(number, ChatAddress.of(talk.chat));
                } else if (command.kind() == CaseCommand.Kind.COUNT) {
                    entries.computeIfAbsent(number, any -> new ArrayList<>()).addAll(entryIds(id, command));
                } else if (command.kind() == CaseCommand.Kind.ENQUEUE && isFirst(command, later)) {
                    handedIn.put(number, handedIn(command));
                } else {
                    later.add(command);
                }
            }
            others.add(later);
        });
        links.keep(chats);
        cases.count(entries);
        cases.enqueue(handedIn);
        workers.map(others, later -> {
            later.forEach(command -> run(number(command), command));
            return later;
        });
    }

    /** Whether nothing else is to be done to this case before. */
    private static boolean isFirst(CaseCommand command, List<CaseCommand> before) {
        return before.stream().noneMatch(one -> one.number().equals(command.number()));
    }

    private static List<CaseCommand> known(Conversation talk) {
        return talk.commands.stream()
                .filter(command -> !command.number().equals(Conversation.NEWBORN))
                .toList();
    }

    private static CaseNumber number(CaseCommand command) {
        return new CaseNumber(command.number());
    }

    private List<EntryId> entryIds(String conversation, CaseCommand command) {
        return command.entries().stream()
                .map(entry -> entryId(conversation, number(command), entry))
                .toList();
    }

    private static HandedIn handedIn(CaseCommand command) {
        return new HandedIn(
                Optional.ofNullable(command.type()).map(ReportType::of).orElse(ReportType.OTHER),
                Optional.ofNullable(command.urgency()).orElse(Urgency.ROUTINE),
                command.incomplete());
    }

    private void run(CaseNumber number, CaseCommand command) {
        switch (command.kind()) {
            case LINK, COUNT -> {}
            case ENQUEUE -> cases.enqueue(Map.of(number, handedIn(command)));
            case COMPLETE -> cases.complete(number);
            case RAISE ->
                cases.raise(number, Optional.ofNullable(command.urgency()).orElse(Urgency.ROUTINE));
            case UNLINK -> {
                links.destroy(number);
                cases.forgotten(number);
            }
            case ASK_WITHDRAWAL -> withdrawals.ask(number);
            case REVOKE_WITHDRAWAL -> withdrawals.revoke(number);
            case DROP -> erasure.drop(number);
            case REPLY_NOTICED -> replies.ifAvailable(port -> port.noticed(number, reply(command.entries())));
            case REPLY_SHOWN -> replies.ifAvailable(port -> port.shown(number, reply(command.entries())));
            case REPLY_READ -> replies.ifAvailable(port -> port.read(number, reply(command.entries())));
            case REPLY_BLOCKED -> replies.ifAvailable(port -> port.blocked(number, reply(command.entries())));
        }
    }

    private static ReplyId reply(List<String> subjects) {
        return new ReplyId(subjects.get(0));
    }

    private EntryId entryId(String conversation, CaseNumber number, String entry) {
        return entry.startsWith("file:") ? fileId(conversation, number, entry.substring(5)) : new EntryId(entry);
    }

    /** The id of the entry that a fetch errand leads to. */
    EntryId fileId(String conversation, CaseNumber number, String errand) {
        return cases.entryId(number, BlindIndex.part("file"), BlindIndex.part(conversation), BlindIndex.part(errand));
    }
}

package org.dodomu.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Copies a conversation field by field: through JSON it would cost as much as sealing an entry. The elements of its lists and maps are immutable and shared. */
final class WorkingCopy {

    private WorkingCopy() {}

    static Conversation of(Conversation from) {
        Conversation to = new Conversation();
        place(from, to);
        report(from, to);
        work(from, to);
        replies(from, to);
        return to;
    }

    private static void place(Conversation from, Conversation to) {
        to.chat = from.chat;
        to.stage = from.stage;
        to.returnTo = from.returnTo;
        to.page = from.page;
        to.language = from.language;
        to.note = from.note;
        to.nonce = from.nonce;
        to.card = from.card;
        to.cardAt = from.cardAt;
        to.blocked = from.blocked;
        to.safeHours = from.safeHours;
        to.withdrawn = new LinkedHashMap<>(from.withdrawn);
        to.leaving = from.leaving;
        to.abandonAt = from.abandonAt;
        to.forgetAt = from.forgetAt;
        to.past = new LinkedHashMap<>(from.past);
    }

    private static void report(Conversation from, Conversation to) {
        to.caseNumber = from.caseNumber;
        to.consented = from.consented;
        to.submitted = from.submitted;
        to.child = from.child;
        to.seq = from.seq;
        to.question = from.question;
        to.previous = from.previous;
        to.askedAt = from.askedAt;
        to.changing = from.changing;
        to.sharing = from.sharing;
        to.type = from.type;
        to.urgency = from.urgency;
        to.answered = new LinkedHashMap<>(from.answered);
        to.picked = new ArrayList<>(from.picked);
        to.kinds = new LinkedHashMap<>(from.kinds);
        to.said = new ArrayList<>(from.said);
    }

    private static void work(Conversation from, Conversation to) {
        to.errandCount = from.errandCount;
        to.errands = new ArrayList<>(from.errands);
        to.commands = new ArrayList<>(from.commands);
        to.scrub = new ArrayList<>(from.scrub);
        to.undeleted = from.undeleted;
        to.doubtful = from.doubtful;
        to.sendableAt = from.sendableAt;
        to.spent = new LinkedHashMap<>(from.spent);
        to.excess = from.excess;
        to.excessUntil = from.excessUntil;
        to.sealedFiles = new ArrayList<>(from.sealedFiles);
        to.twins = new ArrayList<>(from.twins);
    }

    private static void replies(Conversation from, Conversation to) {
        to.talkingTo = from.talkingTo;
        to.replies = new ArrayList<>(from.replies);
        to.replyCount = from.replyCount;
        to.noticesUsed = from.noticesUsed;
        to.notice = from.notice;
        to.noticeUntil = from.noticeUntil;
        to.words = from.words;
        to.wordsOf = from.wordsOf;
        to.wordsUntil = from.wordsUntil;
    }
}

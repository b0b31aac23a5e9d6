package org.dodomu.cases;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;

/**
 * What the queue shows of a case: its clear fields and no more.
 *
 * @param withdrawal whether the reporter asked to withdraw it
 * @param held whether a legal hold keeps it
 * @param leaves when a case that is withdrawn is destroyed, unless it is held
 * @param unread whether nobody is left who reads all of it: the older part opens with the recovery papers only
 * @param opened whether a member ever opened it
 * @param assigned the member, or {@link Assignments#LEADS}, whose turn it is
 * @param news grows when the reporter adds something to what a member has read; only comparing it with an earlier value says anything
 */
public record CaseRow(
        String number,
        String urgency,
        String state,
        String type,
        String language,
        String desk,
        boolean incomplete,
        boolean withdrawal,
        Instant since,
        Instant due,
        Instant changed,
        Optional<String> owner,
        Instant leaseUntil,
        boolean held,
        Optional<Instant> leaves,
        long news,
        Instant snoozed,
        boolean unread,
        boolean opened,
        Optional<String> assigned,
        Optional<Pending> proposal,
        Optional<Export> export) {

    /** What waits for a second person; who proposed it, and until when it can be confirmed. */
    public record Pending(String id, String what, String by, Instant until) {}

    /** Whom two people allowed to export the case, and until when. */
    public record Export(String to, Instant until) {}

    static CaseRow read(Document document, Instant now) {
        Document lease = document.get("lease", Document.class);
        Instant until = lease.getDate("until").toInstant();
        return new CaseRow(
                document.getString("_id"),
                document.getString("urgency"),
                document.getString("state"),
                document.getString("type"),
                document.getString("language"),
                document.getString("desk"),
                document.getBoolean("incomplete", false),
                document.getBoolean("withdrawal", false),
                document.getDate("since").toInstant(),
                document.getDate("due").toInstant(),
                document.getDate("changed").toInstant(),
                until.isAfter(now) ? Optional.of(lease.getString("owner")) : Optional.empty(),
                until,
                CaseDocuments.ALWAYS.equals(document.getDate("held")),
                Optional.ofNullable(document.getDate("leaves")).map(Date::toInstant),
                document.get("news", 0L),
                document.getDate("snoozed").toInstant(),
                document.getBoolean("unread", false),
                document.getBoolean("opened", false),
                Optional.ofNullable(document.getString("assigned")),
                Proposal.read(document, now).map(Proposal::pending),
                Optional.ofNullable(document.get("export", Document.class))
                        .map(one -> new Export(
                                one.getString("to"), one.getDate("until").toInstant()))
                        .filter(one -> one.until().isAfter(now)));
    }
}

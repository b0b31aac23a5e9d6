package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.desk.FormerMembers;
import org.dodomu.desk.MemberId;
import org.springframework.stereotype.Component;

/** What a member can read, or could: for leads who remove somebody. Names cases and nothing of them. */
@Component
public class PastReaders {

    private static final int AT_ONCE = 500;

    private final CaseDocuments documents;
    private final FormerMembers members;

    PastReaders(CaseDocuments documents, FormerMembers members) {
        this.documents = documents;
        this.members = members;
    }

    /**
     * A case that the member has, or had, a key to.
     *
     * @param granted true when it was granted to them; false when only their desk's key opens it
     * @param only whether nobody else but the recovery holders reads it today; of a former member's, its older part
     * @param from when the report came
     * @param changed when something was last done to it; a former member could read what came before they left
     */
    public record Readable(String number, boolean granted, boolean only, Instant from, Instant changed) {}

    /** The next ones after this case number, at most 500. */
    public List<Readable> of(MemberId member, String after) {
        String own = Generation.MEMBER + member.value();
        List<String> epochs = members.epochsOf(member);
        List<String> past = new ArrayList<>(epochs);
        past.add(own);
        Bson theirs = Filters.or(
                Filters.eq("readers", member.value()), Filters.in("past", past), Filters.in("epoch", epochs));
        return documents
                .cases()
                .find(Filters.and(theirs, Filters.gt("_id", after)))
                .projection(Projections.include("readers", "past", "since", "changed", "epoch", "unread"))
                .sort(Sorts.ascending("_id"))
                .limit(AT_ONCE)
                .map(document -> readable(document, member.value(), own))
                .into(new ArrayList<>());
    }

    private static Readable readable(Document document, String member, String own) {
        List<String> readers = document.getList("readers", String.class, List.of());
        boolean before = document.getList("past", String.class, List.of()).contains(own);
        boolean granted = readers.contains(member) || before;
        boolean alone = readers.equals(List.of(member)) && !document.containsKey("epoch");
        return new Readable(
                document.getString("_id"),
                granted,
                alone || (before && document.getBoolean("unread", false)),
                document.getDate("since").toInstant(),
                document.getDate("changed").toInstant());
    }
}

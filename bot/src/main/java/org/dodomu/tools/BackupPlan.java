package org.dodomu.tools;

import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.conversions.Bson;

/**
 * What goes into which archive, in which order. Keys, and whatever leads to a person, go into one that is kept for a short time; what keys open goes into the other. A collection that is not
 * named here goes with the keys. Conversations are read before what they name, so that whatever a restored conversation names is there.
 */
final class BackupPlan {

    static final String SCHEMA = "schema";
    static final String ROSTERS = "rosters";
    static final String KEYS = "keys";
    static final String ENTRIES = "entries";

    static final List<String> SHORT_LIVED = List.of(
            SCHEMA,
            "replies",
            "conversations",
            "links",
            "blocks",
            "alertlinks",
            "births",
            "deadletters",
            "passkeys",
            "cases",
            "epochs",
            "proposals",
            "invitations",
            "founding",
            "masterkeys");
    static final List<String> LONG_LIVED = List.of(SCHEMA, "entries", "chunks", "custody", ROSTERS);

    /** Of this moment and these processes only. */
    static final Set<String> NEVER = Set.of("leadership", "alarms", "doctor", "presence");

    private BackupPlan() {}

    /** The collections of the archive, in the order in which they are read. */
    static List<String> collections(String archive, Iterable<String> there) {
        Set<String> all = new TreeSet<>();
        there.forEach(all::add);
        if (archive.equals(ENTRIES)) {
            return LONG_LIVED.stream().filter(all::contains).toList();
        }
        List<String> others = all.stream()
                .filter(name -> !name.startsWith("system.") && !NEVER.contains(name))
                .filter(name -> !SHORT_LIVED.contains(name) && !LONG_LIVED.contains(name))
                .toList();
        List<String> ordered =
                new ArrayList<>(SHORT_LIVED.stream().filter(all::contains).toList());
        ordered.addAll(ordered.indexOf("cases") < 0 ? ordered.size() : ordered.indexOf("cases"), others);
        return ordered;
    }

    /** In each case's chain of custody the last record first: a chain that grows meanwhile is read without a hole. */
    static Bson order(String collection) {
        return collection.equals("custody") ? Sorts.descending("case", "n") : Sorts.ascending("_id");
    }

    /** Collections that may hold something before a restore. */
    static boolean mayBeThere(String collection) {
        return Stream.of(SCHEMA, "masterkeys").anyMatch(collection::equals);
    }
}

package org.dodomu.tools;

import java.util.List;
import org.dodomu.storage.StoredCollection;

/** Which collections are declared and have no place in a backup. */
public final class Unplaced {

    /** What to do about one. */
    public static final String ADVICE =
            "a collection has no place in a backup: put its name into org.dodomu.tools.BackupPlan. SHORT_LIVED, before \"cases\", if it holds a key or leads to a person; LONG_LIVED if only keys of"
                    + " SHORT_LIVED open it, or everybody may read it; NEVER if a line that was restored does better without it. Say in docs/handbook/backup.md what losing it means";

    private Unplaced() {}

    public static List<String> collections() {
        return DeclaredCollections.all().stream()
                .map(StoredCollection::name)
                .filter(name -> !BackupPlan.SHORT_LIVED.contains(name)
                        && !BackupPlan.LONG_LIVED.contains(name)
                        && !BackupPlan.NEVER.contains(name))
                .sorted()
                .toList();
    }
}

package org.dodomu.storage;

import java.util.List;

/** With {@code dodomu.storage.indexes=verify} the line makes no index, and some are not there. */
public final class IndexesMissing extends SchemaRefused {
    private static final long serialVersionUID = 1L;

    IndexesMissing(List<String> missing) {
        super("These indexes are missing and must be made by the database's administrator: "
                + String.join("; ", missing) + ".");
    }
}

package org.dodomu.storage;

/** A document could not be brought to the next version. Those before it are there already; the step can be repeated. */
public final class MigrationFailed extends SchemaRefused {
    private static final long serialVersionUID = 1L;

    MigrationFailed(String collection, int from) {
        super("A document of the collection " + collection + " cannot be brought from version " + from + " to "
                + (from + 1) + ": start the version that wrote it, and report this.");
    }
}

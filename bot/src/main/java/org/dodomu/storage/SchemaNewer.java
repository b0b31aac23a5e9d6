package org.dodomu.storage;

/** The database was written by a newer version of the line: this one does not start, so that it loses nothing. */
public final class SchemaNewer extends SchemaRefused {
    private static final long serialVersionUID = 1L;

    SchemaNewer(String collection) {
        super("The collection " + collection + " was written by a newer version of Dodomu: start that version.");
    }
}

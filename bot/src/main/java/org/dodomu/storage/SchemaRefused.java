package org.dodomu.storage;

/** The database is there, and this version of the line cannot work with it as it is: it says why and touches nothing. */
public sealed class SchemaRefused extends RuntimeException permits SchemaNewer, IndexesMissing, MigrationFailed {
    private static final long serialVersionUID = 1L;

    SchemaRefused(String sentence) {
        super(sentence);
    }
}

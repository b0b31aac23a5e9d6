package org.dodomu.cases;

import org.bson.Document;

/** An entry that is sealed and not stored yet. */
public final class SealedEntry {

    private final Document document;

    SealedEntry(Document document) {
        this.document = document;
    }

    Document document() {
        return document;
    }
}

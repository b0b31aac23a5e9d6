package org.dodomu.cases;

/** An entry's id: 26 symbols that only the holder of the master key can compute. */
public record EntryId(String value) {

    public EntryId {
        if (!value.matches("[0-9a-z]{26}")) {
            throw new IllegalArgumentException("An entry id has 26 symbols");
        }
    }
}

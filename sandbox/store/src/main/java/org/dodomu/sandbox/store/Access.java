package org.dodomu.sandbox.store;

import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A way to the documents that may match a query: none that matches is missing, none comes twice.
 *
 * @param worth the more, the fewer documents are likely to be read
 * @param ordered they come in the order that the query asks for
 * @param positions where they lie
 */
record Access(int worth, boolean ordered, Supplier<Stream<Object>> positions) {

    static final int FIELD = 10;
    static final int RANGE = 5;
    static final int ORDER = 3;
    static final int ID = 1000;
}

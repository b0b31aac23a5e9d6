package org.dodomu.cases;

/** What one session opened last. A page that reads the same case again under the same claim has not opened it anew; after another case, or under another claim, it has. */
public final class LastOpened {

    private String opening = "";

    synchronized void record(String next, Runnable record) {
        if (!next.equals(opening)) {
            record.run();
            opening = next;
        }
    }
}

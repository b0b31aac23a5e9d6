package org.dodomu.sandbox.store;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** Several ordered runs of an index as one, read only as far as somebody asks. */
final class MergedEntries implements Iterator<Entry> {

    private record Head(Entry entry, Iterator<Entry> rest) {}

    private final PriorityQueue<Head> heads;

    MergedEntries(List<Iterator<Entry>> runs, Comparator<Entry> order) {
        this.heads = new PriorityQueue<>(Comparator.comparing(Head::entry, order));
        runs.forEach(this::push);
    }

    private void push(Iterator<Entry> run) {
        if (run.hasNext()) {
            heads.add(new Head(run.next(), run));
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public Entry next() {
        Head head = heads.remove();
        push(head.rest());
        return head.entry();
    }
}

package org.dodomu.sandbox.telegram;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Hands updates over in other ways than once and in order, when a tester ordered that. */
final class Disorder {

    private final Faults faults;

    Disorder(Faults faults) {
        this.faults = faults;
    }

    /**
     * The batch as the bot gets it, at most so many.
     *
     * @param before what the bot confirmed last
     */
    List<World.Waiting> of(List<World.Waiting> batch, List<World.Waiting> before, int limit) {
        Optional<Faults.Hit> hit =
                batch.isEmpty() ? Optional.empty() : faults.next(Faults.Phase.DELIVERY, "getupdates", 0);
        List<World.Waiting> given = hit.isPresent() ? spoiled(hit.get(), batch, before) : batch;
        return given.size() > limit ? given.subList(0, limit) : given;
    }

    private static List<World.Waiting> spoiled(Faults.Hit hit, List<World.Waiting> batch, List<World.Waiting> before) {
        List<World.Waiting> given = new ArrayList<>();
        switch (hit.kind()) {
            case DUPLICATE ->
                batch.forEach(one -> {
                    given.add(one);
                    given.add(one);
                });
            case REPEAT -> {
                given.addAll(before);
                given.addAll(batch);
            }
            default -> {
                given.addAll(batch);
                Collections.shuffle(given, new Random(hit.seed()));
            }
        }
        return given;
    }
}

package org.dodomu.tools;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dodomu.crypto.MasterKeyFile;
import org.dodomu.storage.KeyCensus;
import org.dodomu.storage.KeyRecords;

/** Whether a key can be given up: it is not in use, no instance seals under it, and no box needs it. */
final class Retirement {

    private final KeyRecords records;
    private final KeyCensus census;
    private final Duration watched;

    /** @param watched how long instances are watched; longer than one may go on without looking which key is in use */
    Retirement(KeyRecords records, KeyCensus census, Duration watched) {
        this.records = records;
        this.census = census;
        this.watched = watched;
    }

    /** Why the key is still needed, as a sentence; empty when it is not. */
    Optional<String> refusal(MasterKeyFile file, String key) throws InterruptedException {
        if (!file.ids().contains(key)) {
            return Optional.of("There is no key " + key + " in the file.");
        }
        String inUse = records.sealing().orElse(file.ids().get(0));
        if (key.equals(inUse) || key.equals(file.ids().get(0))) {
            return Optional.of(
                    "The key " + key + " is in use: rotate first, and wait until every instance has the new one.");
        }
        if (livingSealUnderAnother(inUse)) {
            return Optional.of("An instance does not use the new key yet: give it the new file, then try again.");
        }
        long boxes = census.under(key);
        return boxes == 0
                ? Optional.empty()
                : Optional.of(boxes + " boxes are still under the key " + key
                        + ": the line seals them anew while it runs; try again later.");
    }

    /** An instance whose beat stands still for so long is gone, or must look again before it seals. */
    private boolean livingSealUnderAnother(String inUse) throws InterruptedException {
        Map<String, Long> before = records.instances().stream()
                .collect(Collectors.toMap(KeyRecords.Instance::name, KeyRecords.Instance::beat));
        Thread.sleep(watched.toMillis());
        List<KeyRecords.Instance> living = records.instances().stream()
                .filter(one -> !Long.valueOf(one.beat()).equals(before.get(one.name())))
                .toList();
        return living.stream().anyMatch(one -> !one.seals().equals(inUse));
    }
}

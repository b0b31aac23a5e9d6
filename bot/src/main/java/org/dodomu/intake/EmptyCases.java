package org.dodomu.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Erasure;
import org.dodomu.config.PolicySettings;
import org.springframework.stereotype.Component;

/** Cases that were born and that no chat came to know: a step that lost its guard left them. One that a chat knows is its own timer's. */
@Component
class EmptyCases {

    /** What a crash left undone has this long to be done. */
    private static final Duration MARGIN = Duration.ofDays(7);

    private final Erasure erasure;
    private final Links links;
    private final ConversationStore store;
    private final PolicySettings policy;
    private final Clock clock;

    EmptyCases(Erasure erasure, Links links, ConversationStore store, PolicySettings policy, Clock clock) {
        this.erasure = erasure;
        this.links = links;
        this.store = store;
        this.policy = policy;
        this.clock = clock;
    }

    void sweep() {
        erasure.empty(clock.instant().minus(policy.abandonedAfter()).minus(MARGIN)).stream()
                .filter(number -> !known(number))
                .forEach(erasure::drop);
    }

    /** A conversation that cannot be read today may know it. */
    private boolean known(CaseNumber number) {
        return links.find(number)
                .map(chat -> store.find(List.of(store.id(chat))).stream()
                        .allMatch(held -> held.talk().knows(number.value())))
                .orElse(false);
    }
}

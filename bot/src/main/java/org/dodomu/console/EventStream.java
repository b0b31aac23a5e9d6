package org.dodomu.console;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One browser's stream. What happens while it is being written to is gathered, each thing once. */
final class EventStream {

    private final SignedIn session;
    private final SseEmitter emitter;
    private final Set<String> pending = new LinkedHashSet<>();
    private boolean writing;

    EventStream(SignedIn session, SseEmitter emitter) {
        this.session = session;
        this.emitter = emitter;
    }

    SignedIn session() {
        return session;
    }

    /** True when the caller has to see to it that {@link #write} runs. */
    synchronized boolean offer(String event) {
        pending.add(event);
        boolean idle = !writing;
        writing = true;
        return idle;
    }

    private synchronized List<String> next() {
        List<String> taken = List.copyOf(pending);
        pending.clear();
        writing = !taken.isEmpty();
        return taken;
    }

    /** Writes all that is pending; ends the stream when the browser is gone. */
    void write() {
        try {
            for (List<String> events = next(); !events.isEmpty(); events = next()) {
                for (String event : events) {
                    send(event);
                }
            }
        } catch (IOException | IllegalStateException gone) {
            end();
        }
    }

    private void send(String event) throws IOException {
        if (event.isEmpty()) {
            emitter.send(SseEmitter.event().comment("still here"));
        } else if (event.equals("queue")) {
            emitter.send(SseEmitter.event().name("queue").data("{}"));
        } else {
            emitter.send(SseEmitter.event().name("case").data("{\"number\":\"" + event + "\"}"));
        }
    }

    void end() {
        try {
            emitter.complete();
        } catch (IllegalStateException ended) {
            // Completed by the container at the same moment: what was wanted.
        }
    }
}

package org.dodomu.console;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dodomu.cases.CaseChanged;
import org.dodomu.cases.CaseNumber;
import org.dodomu.desk.RosterChanged;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells browsers that something changed: {@code queue} to all, {@code case} with its number only to sessions that opened that case. A stream ends with its session, and within a heartbeat of 15
 * seconds when its member leaves the roster or their vetting ends. Writing to a slow browser delays no one who deposits. All streams end first when the line stops: the web server waits for open
 * requests, and a stream is one that never ends by itself.
 */
@Component
class EventStreams implements HttpSessionListener, SmartLifecycle {

    private static final int HEARTBEAT_SECONDS = 15;
    private static final int MOST_PER_SESSION = 8;
    private static final int MOST_WATCHED = 200;
    private static final int WRITERS = 4;

    private final MemberGate gate;
    private final Map<String, List<EventStream>> streams = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> watched = new ConcurrentHashMap<>();
    private volatile boolean running;
    private final ScheduledExecutorService writers = new ScheduledThreadPoolExecutor(
            WRITERS,
            task -> {
                Thread thread = new Thread(task, "console-events");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    EventStreams(MemberGate gate) {
        this.gate = gate;
        writers.scheduleAtFixedRate(this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    SseEmitter open(String sessionId, SignedIn session) {
        SseEmitter emitter = new SseEmitter(0L);
        EventStream stream = new EventStream(session, emitter);
        List<EventStream> own = streams.computeIfAbsent(sessionId, unseen -> new CopyOnWriteArrayList<>());
        if (own.size() >= MOST_PER_SESSION) {
            own.remove(0).end();
        }
        own.add(stream);
        emitter.onCompletion(() -> own.remove(stream));
        if (running) {
            tell(stream, "");
        } else {
            stream.end();
        }
        return emitter;
    }

    /** From now on this session hears of the case. */
    void watch(String sessionId, CaseNumber number) {
        watched.compute(sessionId, (id, known) -> {
            List<String> numbers = new ArrayList<>(known == null ? Set.of() : known);
            numbers.remove(number.value());
            numbers.add(number.value());
            return new LinkedHashSet<>(numbers.subList(Math.max(0, numbers.size() - MOST_WATCHED), numbers.size()));
        });
    }

    @EventListener
    void on(CaseChanged changed) {
        streams.forEach((sessionId, own) -> own.forEach(stream -> {
            tell(stream, "queue");
            if (watched.getOrDefault(sessionId, Set.of())
                    .contains(changed.number().value())) {
                tell(stream, changed.number().value());
            }
        }));
    }

    /** Whoever left the roster hears nothing more, here at once and in another instance within a heartbeat. */
    @EventListener
    void on(RosterChanged changed) {
        beat();
    }

    private void tell(EventStream stream, String event) {
        if (stream.offer(event)) {
            writers.execute(stream::write);
        }
    }

    private void beat() {
        streams.values()
                .forEach(own -> own.forEach(stream -> {
                    if (still(stream)) {
                        tell(stream, "");
                    } else {
                        stream.end();
                    }
                }));
    }

    private boolean still(EventStream stream) {
        try {
            return gate.hears(stream.session());
        } catch (RuntimeException unproven) {
            return false;
        }
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent ended) {
        String id = ended.getSession().getId();
        watched.remove(id);
        List<EventStream> own = streams.remove(id);
        if (own != null) {
            own.forEach(EventStream::end);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Comes before the web server's own stop: {@link SmartLifecycle#DEFAULT_PHASE} is later than the phase in which it waits. */
    @Override
    public void stop() {
        running = false;
        streams.values().forEach(own -> own.forEach(EventStream::end));
        writers.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

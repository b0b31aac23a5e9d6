package org.dodomu.console;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Server-sent events (HTML Living Standard §9.2): ids only. */
@RestController
class EventsEndpoint {

    private final EventStreams streams;

    EventsEndpoint(EventStreams streams) {
        this.streams = streams;
    }

    @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(SignedIn session, HttpSession http, HttpServletResponse response) {
        response.setHeader("X-Accel-Buffering", "no");
        return streams.open(http.getId(), session);
    }
}

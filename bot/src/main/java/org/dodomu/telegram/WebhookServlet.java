package org.dodomu.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Takes an update from Telegram and answers 200 only when it is durable. Whoever does not know the secret learns nothing, not even that this is a bot. */
final class WebhookServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";
    private static final int LARGEST_BYTES = 1 << 20;

    private final transient ObjectMapper mapper;
    private final transient Gatherer gatherer;
    private final transient byte[] secret;

    WebhookServlet(ObjectMapper mapper, Gatherer gatherer, String secret) {
        this.mapper = mapper;
        this.gatherer = gatherer;
        this.secret = secret.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(status(request));
    }

    private int status(HttpServletRequest request) throws IOException {
        String given = request.getHeader(SECRET_HEADER);
        boolean known = given != null && MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret);
        if (!known || !"POST".equals(request.getMethod())) {
            return HttpServletResponse.SC_NOT_FOUND;
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST_BYTES + 1);
        if (body.length > LARGEST_BYTES) {
            return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
        }
        try {
            JsonNode update = mapper.readTree(body);
            if (!update.path("update_id").isIntegralNumber()) {
                return HttpServletResponse.SC_BAD_REQUEST;
            }
            return gatherer.keep(update) ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        } catch (JsonProcessingException notJson) {
            return HttpServletResponse.SC_BAD_REQUEST;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
    }
}

package org.dodomu.sandbox.telegram;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a call's parameters, as JSON, as a form or in parts. */
final class CallBody {

    private CallBody() {}

    static ObjectNode read(HttpServletRequest request, Map<String, BotMethods.Upload> uploads)
            throws IOException, ServletException {
        String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("application/json")) {
            return json(request.getInputStream().readAllBytes());
        }
        if (type.startsWith("multipart/form-data")) {
            for (Part part : request.getParts()) {
                if (part.getSubmittedFileName() != null) {
                    uploads.put(part.getName(), upload(part));
                }
            }
        }
        ObjectNode given = World.object();
        request.getParameterMap().forEach((name, values) -> given.put(name, values[0]));
        return given;
    }

    private static BotMethods.Upload upload(Part part) throws IOException {
        String mime = Optional.ofNullable(part.getContentType()).orElse("application/octet-stream");
        return new BotMethods.Upload(
                part.getSubmittedFileName(), mime, part.getInputStream().readAllBytes());
    }

    private static ObjectNode json(byte[] body) {
        try {
            return body.length == 0 ? World.object() : JsonMapper.shared().readValue(body, ObjectNode.class);
        } catch (JacksonException malformed) {
            throw ApiError.bad("can't parse JSON");
        }
    }
}

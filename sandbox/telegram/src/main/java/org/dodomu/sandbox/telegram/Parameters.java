package org.dodomu.sandbox.telegram;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of one call, whichever way they came: JSON values, or form fields with JSON inside. */
final class Parameters {

    private final ObjectNode given;

    Parameters(ObjectNode given) {
        this.given = given;
    }

    boolean has(String name) {
        return given.hasNonNull(name);
    }

    @Nullable
    String optional(String name) {
        return has(name) ? given.get(name).asString() : null;
    }

    String text(String name) {
        String value = optional(name);
        if (value == null) {
            throw ApiError.bad(name.equals("chat_id") ? "chat_id is empty" : "parameter \"" + name + "\" is required");
        }
        return value;
    }

    long longNumber(String name) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException malformed) {
            throw ApiError.bad("chat not found");
        }
    }

    int number(String name, int otherwise) {
        try {
            return has(name) ? Integer.parseInt(text(name)) : otherwise;
        } catch (NumberFormatException malformed) {
            throw ApiError.bad("can't parse " + name);
        }
    }

    boolean flag(String name) {
        return "true".equalsIgnoreCase(optional(name));
    }

    double decimal(String name) {
        try {
            return Double.parseDouble(text(name));
        } catch (NumberFormatException malformed) {
            throw ApiError.bad("can't parse " + name);
        }
    }

    List<String> texts(String name) {
        return json(name).valueStream().map(JsonNode::asString).toList();
    }

    /** Message ids, 1 to 100. */
    List<Integer> ids(String name) {
        List<Integer> ids = json(name).valueStream().map(JsonNode::asInt).toList();
        if (ids.isEmpty() || ids.size() > 100) {
            throw ApiError.bad("there must be 1 to 100 message identifiers");
        }
        return ids;
    }

    JsonNode path(String name) {
        return given.path(name);
    }

    /** The chat, or 0 where none is given. */
    long chat() {
        String chat = optional("chat_id");
        return chat != null && chat.matches("-?\\d{1,18}") ? Long.parseLong(chat) : 0;
    }

    JsonNode json(String name) {
        JsonNode value = given.path(name);
        if (!value.isString()) {
            return value;
        }
        try {
            return JsonMapper.shared().readTree(value.asString());
        } catch (JacksonException malformed) {
            throw ApiError.bad("can't parse " + name + " JSON object");
        }
    }
}

package org.dodomu.sandbox.telegram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Telegram's HTML style: a few tags become entities; anything else is refused. Offsets count UTF-16 units. */
final class HtmlText {

    private static final Pattern TOKEN = Pattern.compile("<(/?)([a-z-]+)((?:\\s[^<>]*)?)>|&(#?[a-zA-Z0-9]+);|([<>&])");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("b", "bold"),
            Map.entry("strong", "bold"),
            Map.entry("i", "italic"),
            Map.entry("em", "italic"),
            Map.entry("u", "underline"),
            Map.entry("s", "strikethrough"),
            Map.entry("code", "code"),
            Map.entry("pre", "pre"),
            Map.entry("a", "text_link"),
            Map.entry("tg-spoiler", "spoiler"),
            Map.entry("blockquote", "blockquote"));
    private static final Map<String, String> NAMED = Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"");

    private final StringBuilder text = new StringBuilder();
    private final ArrayNode entities = JsonMapper.shared().createArrayNode();
    private final Deque<ObjectNode> open = new ArrayDeque<>();
    private final Deque<String> tags = new ArrayDeque<>();

    private HtmlText(String html) {
        Matcher token = TOKEN.matcher(html);
        int at = 0;
        while (token.find()) {
            text.append(html, at, token.start());
            at = token.end();
            take(token);
        }
        text.append(html.substring(at));
        if (!tags.isEmpty()) {
            throw ApiError.bad(
                    "can't parse entities: Can't find end tag corresponding to start tag \"" + tags.peek() + "\"");
        }
    }

    static HtmlText parse(String html) {
        return new HtmlText(html);
    }

    private void take(Matcher token) {
        if (token.group(4) != null) {
            text.append(NAMED.getOrDefault(token.group(4), token.group()));
        } else if (token.group(2) == null) {
            if (token.group().equals("<")) {
                throw ApiError.bad("can't parse entities: Unsupported start tag");
            }
            text.append(token.group());
        } else if (token.group(1).isEmpty()) {
            begin(token.group(2), token.group(3));
        } else {
            end(token.group(2));
        }
    }

    private void begin(String tag, String attributes) {
        String type = TYPES.get(tag);
        if (type == null) {
            throw ApiError.bad("can't parse entities: Unsupported start tag \"" + tag + "\"");
        }
        ObjectNode entity =
                JsonMapper.shared().createObjectNode().put("type", type).put("offset", text.length());
        Matcher link = Pattern.compile("href=\"([^\"]*)\"").matcher(attributes);
        if (link.find()) {
            entity.put("url", link.group(1));
        }
        open.push(entity);
        tags.push(tag);
    }

    private void end(String tag) {
        if (!tag.equals(tags.peek())) {
            throw ApiError.bad("can't parse entities: Unexpected end tag");
        }
        tags.pop();
        ObjectNode entity = open.pop();
        entity.put("length", text.length() - entity.path("offset").asInt());
        entities.add(entity);
    }

    String text() {
        return text.toString();
    }

    ArrayNode entities() {
        return entities;
    }
}

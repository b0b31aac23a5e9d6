package org.dodomu.sandbox.telegram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages with files, and getFile. */
final class MediaMethods {

    private static final long UPLOAD_BYTES = 50L << 20;
    private static final int ALBUM = 10;
    private static final Set<String> ALBUM_KINDS = Set.of("photo", "video", "document", "audio");

    private final Telegram telegram;
    private final Outgoing outgoing;

    MediaMethods(Telegram telegram, Outgoing outgoing) {
        this.telegram = telegram;
        this.outgoing = outgoing;
    }

    Map<String, BotMethods.Method> all() {
        Map<String, BotMethods.Method> all = new HashMap<>();
        for (String kind : Attachments.KINDS) {
            all.put("send" + kind.replace("_", ""), call -> send(call, kind));
        }
        all.put("sendmediagroup", this::album);
        all.put("getfile", call -> file(call.parameters()));
        return all;
    }

    private JsonNode send(BotMethods.Call call, String kind) {
        Parameters parameters = call.parameters();
        ObjectNode content = outgoing.caption(parameters);
        outgoing.person(parameters);
        String reference = call.uploads().containsKey(kind) ? "attach://" + kind : parameters.text(kind);
        Attachments.put(content, kind, given(call, reference));
        return outgoing.send(parameters, content).content();
    }

    /** The upload or the known file that a reference names, as a file of its own. */
    private World.FileEntry given(BotMethods.Call call, String reference) {
        if (!reference.startsWith("attach://")) {
            return telegram.files
                    .find(reference)
                    .map(telegram.files::copy)
                    .orElseThrow(() -> ApiError.bad("wrong file identifier/HTTP URL specified"));
        }
        BotMethods.Upload upload = call.uploads().get(reference.substring("attach://".length()));
        if (upload == null) {
            throw ApiError.bad("can't parse InputMedia: media not found");
        }
        if (upload.bytes().length == 0) {
            throw ApiError.bad("file must be non-empty");
        }
        if (upload.bytes().length > UPLOAD_BYTES) {
            throw new ApiError(413, "Request Entity Too Large");
        }
        return telegram.files.add(upload.bytes(), upload.mime(), upload.name());
    }

    private JsonNode album(BotMethods.Call call) {
        Parameters parameters = call.parameters();
        List<JsonNode> items = parameters.json("media").valueStream().toList();
        check(items);
        outgoing.person(parameters);
        String group = Telegram.random(12);
        List<ObjectNode> contents = new ArrayList<>();
        for (JsonNode item : items) {
            ObjectNode content = outgoing.caption(new Parameters(((ObjectNode) item).deepCopy()));
            Attachments.put(
                    content,
                    item.path("type").asString(),
                    given(call, item.path("media").asString("")));
            contents.add(content.put("media_group_id", group));
        }
        ArrayNode sent = telegram.array();
        contents.forEach(content -> sent.add(outgoing.send(parameters, content).content()));
        return sent;
    }

    private static void check(List<JsonNode> items) {
        if (items.isEmpty()) {
            throw ApiError.bad("there are no messages to send");
        }
        if (items.size() > ALBUM) {
            throw ApiError.bad("too many messages to send as an album");
        }
        for (JsonNode item : items) {
            String kind = item.path("type").asString("");
            if (!item.isObject() || !ALBUM_KINDS.contains(kind)) {
                throw ApiError.bad("can't parse InputMedia: type must be one of photo, video, document, audio");
            }
            boolean mixed = items.stream()
                    .anyMatch(other -> !other.path("type").asString("").equals(kind));
            if (mixed && (kind.equals("document") || kind.equals("audio"))) {
                throw ApiError.bad(kind + " can't be mixed with other media types");
            }
        }
    }

    private JsonNode file(Parameters parameters) {
        World.FileEntry file = telegram.files
                .find(parameters.text("file_id"))
                .orElseThrow(() -> ApiError.bad("wrong file_id or the file is temporarily unavailable"));
        if (file.size() > (telegram.local ? FileStore.LOCAL_BYTES : FileStore.CLOUD_BYTES)) {
            throw ApiError.bad("file is too big");
        }
        telegram.files.link(file);
        telegram.world.changed();
        return World.object()
                .put("file_id", file.id())
                .put("file_unique_id", Attachments.uniqueId(file))
                .put("file_size", file.size())
                .put("file_path", telegram.local ? telegram.files.stored(file).toString() : file.path());
    }
}

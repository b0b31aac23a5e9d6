package org.dodomu.sandbox.telegram;

import tools.jackson.databind.node.ObjectNode;

/** How a file stands in a message. */
final class Attachments {

    private Attachments() {}

    static void put(ObjectNode message, String kind, World.FileEntry file) {
        ObjectNode part = World.object()
                .put("file_id", file.id())
                .put("file_unique_id", "U" + file.id().substring(1, 12))
                .put("file_size", file.size());
        switch (kind) {
            case "photo" -> message.putArray("photo").add(part.put("width", 640).put("height", 480));
            case "voice" -> message.set("voice", part.put("duration", 3).put("mime_type", file.mime()));
            case "video" ->
                message.set(
                        "video",
                        part.put("duration", 3)
                                .put("width", 640)
                                .put("height", 480)
                                .put("mime_type", file.mime())
                                .put("file_name", file.name()));
            case "audio" ->
                message.set(
                        "audio",
                        part.put("duration", 3).put("mime_type", file.mime()).put("file_name", file.name()));
            default ->
                message.set("document", part.put("mime_type", file.mime()).put("file_name", file.name()));
        }
    }
}

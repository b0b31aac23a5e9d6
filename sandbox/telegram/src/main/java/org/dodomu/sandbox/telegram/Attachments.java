package org.dodomu.sandbox.telegram;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** How a file stands in a message. */
final class Attachments {

    /** The members of a message that hold files. */
    static final List<String> KINDS =
            List.of("photo", "document", "voice", "video", "audio", "animation", "video_note", "sticker");

    private Attachments() {}

    static void put(ObjectNode message, String kind, World.FileEntry file) {
        ObjectNode part = World.object()
                .put("file_id", file.id())
                .put("file_unique_id", uniqueId(file))
                .put("file_size", file.size());
        switch (kind) {
            case "photo" -> message.putArray("photo").add(seen(part));
            case "voice" -> message.set("voice", part.put("duration", 3).put("mime_type", file.mime()));
            case "video" -> message.set("video", named(seen(part).put("duration", 3), file));
            case "audio" -> message.set("audio", named(part.put("duration", 3), file));
            case "video_note" ->
                message.set("video_note", part.put("length", 240).put("duration", 3));
            case "animation" -> {
                message.set("animation", named(seen(part).put("duration", 3), file));
                message.set("document", named(part.deepCopy().remove(List.of("width", "height", "duration")), file));
            }
            case "sticker" ->
                message.set(
                        "sticker",
                        part.put("type", "regular")
                                .put("width", 512)
                                .put("height", 512)
                                .put("is_animated", false)
                                .put("is_video", false)
                                .put("emoji", "🏠"));
            default -> message.set("document", named(part, file));
        }
    }

    private static ObjectNode seen(ObjectNode part) {
        return part.put("width", 640).put("height", 480);
    }

    private static ObjectNode named(ObjectNode part, World.FileEntry file) {
        return part.put("file_name", file.name()).put("mime_type", file.mime());
    }

    static String uniqueId(World.FileEntry file) {
        return "U" + file.id().substring(1, 12);
    }
}

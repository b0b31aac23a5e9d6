package org.dodomu.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import org.dodomu.intake.Incoming;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {

    private static final String FILE =
            "{\"file_id\":\"reference\",\"file_unique_id\":\"same\",\"file_size\":9,\"width\":1,\"height\":1,\"length\":1,\"duration\":1,\"type\":\"regular\",\"is_animated\":false,\"is_video\":false}";

    private final ObjectMapper mapper = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"photo", "document", "video", "audio", "voice", "video_note", "sticker", "animation"})
    void knowsWhatMakesEachKindOfFileTheSame(String kind) throws IOException {
        String content = kind.equals("photo") ? "[" + FILE + "]" : FILE;
        String update =
                "{\"update_id\":1,\"message\":{\"message_id\":2,\"date\":3,\"chat\":{\"id\":4,\"type\":\"private\"},\"%s\":%s}}";
        Incoming read = new Updates(mapper, Clock.systemUTC())
                .read(mapper.readTree(update.formatted(kind, content)))
                .orElseThrow();

        assertThat(((Incoming.Attachment) read).file().reveal()).isEqualTo("reference");
        assertThat(((Incoming.Attachment) read).file().unique()).hasValue("same");
    }
}

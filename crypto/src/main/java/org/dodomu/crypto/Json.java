package org.dodomu.crypto;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON objects (RFC 8259) in and out; a repeated member is refused. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(tools.jackson.core.StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private Json() {}

    public static byte[] write(Map<String, ?> object) {
        return MAPPER.writeValueAsBytes(object);
    }

    /**
     * Reads one object; trailing white space is allowed.
     *
     * @throws SealBroken when it is not one; says nothing of its content
     */
    public static Map<String, Object> read(byte[] json) {
        try {
            Map<String, Object> read = MAPPER.readValue(json, OBJECT);
            if (read != null) {
                return read;
            }
        } catch (tools.jackson.core.JacksonException malformed) {
            throw SealBroken.content();
        }
        throw SealBroken.content();
    }
}

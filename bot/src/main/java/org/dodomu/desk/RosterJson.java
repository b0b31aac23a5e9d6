package org.dodomu.desk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object of a roster; a member of another type is refused. */
final class RosterJson {

    private final Map<String, Object> members;

    RosterJson(Map<String, Object> members) {
        this.members = members;
    }

    String text(String name) {
        return cast(String.class, members.get(name));
    }

    int number(String name) {
        return cast(Integer.class, members.get(name));
    }

    List<String> texts(String name) {
        return items(name).stream().map(item -> cast(String.class, item)).toList();
    }

    @SuppressWarnings("unchecked")
    List<RosterJson> objects(String name) {
        return items(name).stream()
                .map(item -> new RosterJson((Map<String, Object>) cast(Map.class, item)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private List<Object> items(String name) {
        return (List<Object>) cast(List.class, members.get(name));
    }

    private static <T> T cast(Class<T> type, @Nullable Object value) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        throw new IllegalArgumentException("A member of the roster is missing or of another type");
    }
}

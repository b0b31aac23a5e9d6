package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkingCopyTest {

    private static final List<Field> FIELDS = Arrays.stream(Conversation.class.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .toList();

    /** A value that no new conversation has. */
    private static Object sample(Field field, Conversation fresh) throws IllegalAccessException {
        Object before = field.get(fresh);
        Class<?> type = field.getType();
        if (type == boolean.class) {
            return true;
        }
        if (type == long.class || type == Long.class) {
            return 7L;
        }
        if (type == int.class || type == Integer.class) {
            return 7;
        }
        if (type == String.class) {
            return field.getName();
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(one -> !one.equals(before))
                    .findFirst()
                    .orElseThrow();
        }
        if (type == List.class) {
            return new ArrayList<>(List.of(field.getName()));
        }
        if (type == Map.class) {
            return new LinkedHashMap<>(Map.of(field.getName(), 7));
        }
        assertThat(type).isEqualTo(Conversation.Reply.class);
        return new Conversation.Reply("number", "id", true, 7);
    }

    @Test
    void holdsEveryFieldAndSharesNoListAndNoMap() throws IllegalAccessException {
        Conversation talk = new Conversation();
        for (Field field : FIELDS) {
            field.setAccessible(true);
            Object value = sample(field, talk);
            assertThat(value).as(field.getName()).isNotEqualTo(field.get(talk));
            field.set(talk, value);
        }
        Conversation copy = talk.copy();
        for (Field field : FIELDS) {
            Object copied = field.get(copy);
            assertThat(copied).as(field.getName()).isEqualTo(field.get(talk));
            if (copied instanceof Collection || copied instanceof Map) {
                assertThat(copied).as(field.getName()).isNotSameAs(field.get(talk));
            }
        }
        assertThat(FIELDS).hasSizeGreaterThan(40);
    }

    @Test
    void whatAStepDoesToItLeavesTheOriginalAlone() {
        Conversation talk = new Conversation();
        talk.scrub.add(new Conversation.Scrub(1, 2, 3L));
        byte[] before = talk.bytes();
        Conversation copy = talk.copy();
        copy.scrub.clear();
        copy.kinds.put("text", 1);
        copy.beginAnew();
        assertThat(talk.bytes()).isEqualTo(before);
    }
}

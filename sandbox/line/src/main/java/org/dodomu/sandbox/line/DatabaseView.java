package org.dodomu.sandbox.line;

import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.types.Binary;
import tools.jackson.databind.json.JsonMapper;

/** What the database holds, for the teaching pane: clear fields as they are, sealed bytes by their number. */
final class DatabaseView implements Supplier<String> {

    private static final int SAMPLE = 3;

    private final MongoDatabase database;

    DatabaseView(MongoDatabase database) {
        this.database = database;
    }

    @Override
    public String get() {
        List<Map<String, Object>> collections = new ArrayList<>();
        for (String name : List.of("cases", "entries", "conversations", "links", "replies", "custody")) {
            List<Object> sample = new ArrayList<>();
            database.getCollection(name).find().limit(SAMPLE).forEach(document -> sample.add(shown(document)));
            Map<String, Object> collection = new LinkedHashMap<>();
            collection.put("name", name);
            collection.put("count", database.getCollection(name).countDocuments());
            collection.put("sample", sample);
            collections.add(collection);
        }
        return JsonMapper.shared().writeValueAsString(Map.of("collections", collections));
    }

    private static Object shown(Object value) {
        if (value instanceof Document document) {
            Map<String, Object> shown = new LinkedHashMap<>();
            document.forEach((name, inner) -> shown.put(name, shown(inner)));
            return shown;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(DatabaseView::shown).toList();
        }
        if (value instanceof Binary binary) {
            return "‹" + binary.length() + " bytes›";
        }
        return String.valueOf(value);
    }
}

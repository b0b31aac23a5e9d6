package org.dodomu.intake;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A database that dies at the n-th write, before or after it took effect, and stays dead: what a killed process sees. Or one that is away for a while. */
public final class FaultyDatabase {

    private static final String WRITES =
            "insertOne|insertMany|bulkWrite|updateOne|updateMany|replaceOne|findOneAnd.*|delete.*";

    private final MongoDatabase real;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile int dieAt;
    private volatile boolean after;
    private volatile boolean dead;
    private volatile boolean away;
    private volatile String raced = "";
    private final AtomicReference<@Nullable Runnable> first = new AtomicReference<>();

    public FaultyDatabase(MongoDatabase real) {
        this.real = real;
    }

    /** The process was killed. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    public FaultyDatabase dieAt(int write, boolean afterIt) {
        dieAt = write;
        after = afterIt;
        return this;
    }

    /** Lets somebody else write before the next write to this collection. */
    FaultyDatabase beforeWriteTo(String collection, Runnable somebodyElse) {
        raced = collection;
        first.set(somebodyElse);
        return this;
    }

    public void away(boolean now) {
        away = now;
    }

    public boolean died() {
        return dead;
    }

    public MongoDatabase database() {
        return guarded(real);
    }

    private MongoDatabase guarded(MongoDatabase database) {
        return (MongoDatabase) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MongoDatabase.class}, (proxy, method, arguments) -> {
                    Object result = invoke(database, method, arguments);
                    if (result instanceof MongoDatabase other) {
                        return guarded(other);
                    }
                    return result instanceof MongoCollection<?> collection ? guarded(collection) : result;
                });
    }

    @SuppressWarnings("unchecked")
    private MongoCollection<Document> guarded(MongoCollection<?> collection) {
        return (MongoCollection<Document>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MongoCollection.class},
                (proxy, method, arguments) -> call(collection, method, arguments));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        if (dead) {
            throw new Killed();
        }
        if (away) {
            throw new MongoException("away");
        }
        if (!method.getName().matches(WRITES)) {
            return invoke(target, method, arguments);
        }
        if (collection(target).equals(raced)) {
            Optional.ofNullable(first.getAndSet(null)).ifPresent(Runnable::run);
        }
        boolean last = writes.incrementAndGet() == dieAt;
        if (last && !after) {
            dead = true;
            throw new Killed();
        }
        Object result = invoke(target, method, arguments);
        if (last) {
            dead = true;
            throw new Killed();
        }
        return result;
    }

    private static String collection(Object target) {
        return ((MongoCollection<?>) target).getNamespace().getCollectionName();
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}

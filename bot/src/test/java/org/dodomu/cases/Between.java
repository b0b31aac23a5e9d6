package org.dodomu.cases;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A way to a database on which somebody else acts once, between the last look at the cases and the first guarded write. */
final class Between {

    private final Runnable other;
    private final AtomicBoolean acted = new AtomicBoolean();

    private Between(Runnable other) {
        this.other = other;
    }

    static MongoDatabase lookAndWrite(MongoDatabase database, Runnable other) {
        return new Between(other).around(database);
    }

    private MongoDatabase around(MongoDatabase database) {
        return (MongoDatabase) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MongoDatabase.class}, (proxy, method, arguments) -> {
                    Object result = invoke(database, method, arguments);
                    if (result instanceof MongoDatabase same) {
                        return around(same);
                    }
                    return result instanceof MongoCollection<?> collection ? around(collection) : result;
                });
    }

    private Object around(MongoCollection<?> collection) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MongoCollection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("findOneAndUpdate") && !acted.getAndSet(true)) {
                        other.run();
                    }
                    return invoke(collection, method, arguments);
                });
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}

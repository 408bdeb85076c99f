package com.cielo24.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A data source that counts commits, and that can be away. */
public final class Watched {

    public final AtomicInteger commits = new AtomicInteger();
    public final AtomicInteger open = new AtomicInteger();
    public volatile boolean away;
    /** Commits, and then says that it failed. */
    public volatile boolean losesAnswers;

    public volatile boolean silent;

    /** SQLite only: refuses to write. */
    public volatile boolean readOnly;

    public final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch aborted = new CountDownLatch(1);

    public DataSource of(DataSource real) {
        return proxy(DataSource.class, real, (method, arguments, call) -> {
            requirePresent();
            Object result = call.run();
            if (!(result instanceof Connection connection)) {
                return result;
            }
            open.incrementAndGet();
            connections.incrementAndGet();
            if (readOnly) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("pragma query_only = true");
                }
            }
            return watched(connection);
        });
    }

    private Connection watched(Connection connection) {
        return proxy(Connection.class, connection, (method, arguments, call) -> {
            if (method.equals("close")) {
                open.decrementAndGet();
                return call.run();
            }
            requirePresent();
            hang(method);
            Object result = call.run();
            if (method.equals("commit")) {
                commits.incrementAndGet();
                if (losesAnswers) {
                    throw new SQLException("the connection broke", "08006");
                }
            }
            return result;
        });
    }

    private void requirePresent() throws SQLException {
        if (away) {
            throw new SQLException("jdbc:test://ledger?password=SECRET is away", "08001");
        }
    }

    /** As if the network had gone silent: nothing comes back before the connection is aborted. */
    private void hang(String method) throws SQLException, InterruptedException {
        if (method.equals("abort")) {
            aborted.countDown();
        } else if (method.equals("commit") && silent) {
            aborted.await();
            throw new SQLException("the connection was aborted", "08006");
        }
    }

    private interface Call {
        Object run() throws Throwable;
    }

    private interface Around {
        Object run(String method, Object[] arguments, Call call) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, T real, Around around) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> around.run(method.getName(), arguments, () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }
}

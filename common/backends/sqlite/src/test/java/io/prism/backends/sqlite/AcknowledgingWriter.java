// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.Backend;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A process that writes in four ways at once, two threads each, until it is killed. Each write is printed once it is
 * acknowledged, as the way and its name, such as {@code set run0-1-17}.
 */
final class AcknowledgingWriter {

    static final Keyspace KEYSPACE = new Keyspace("demo", "kv");

    /** Counts the transactions, in the transactions themselves. */
    static final Key TRANSACTIONS = new Key("transactions");

    /** Counts what is done once, whatever is repeated. */
    static final Key ONCE = new Key("once");

    private static final int THREADS = 2;

    /** Fair: with the lock of the stream itself a thread may wait for ever while the others print. */
    private static final ReentrantLock PRINTING = new ReentrantLock(true);

    private AcknowledgingWriter() {}

    /**
     * Run by the test.
     *
     * @param arguments the file, {@code synchronous}, and the name of the run
     */
    public static void main(String[] arguments) throws InterruptedException {
        var backend = SqliteSubject.backend(Map.of("path", arguments[0], "synchronous", arguments[1]));
        // Mutiny's context propagation cannot be used by many threads before one has used it.
        await(as(backend, KeyValueBasic.class).exists(ONCE, Deadline.NONE));
        var threads = IntStream.range(0, THREADS)
                .mapToObj(i -> ways(backend, arguments[2] + "-" + i))
                .flatMap(List::stream)
                .map(AcknowledgingWriter::start)
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static List<IntConsumer> ways(Backend backend, String name) {
        return List.of(
                i -> set(backend, name + "-" + i),
                i -> transact(backend, name + "-" + i),
                i -> count(backend, name),
                i -> once(backend, name + "-" + i));
    }

    /** A write that fails ends the process, so that the test sees it. */
    private static Thread start(IntConsumer write) {
        return Thread.ofPlatform()
                .uncaughtExceptionHandler((_, failure) -> {
                    failure.printStackTrace();
                    Runtime.getRuntime().halt(1);
                })
                .start(() -> forEver(write));
    }

    /** A transaction of a pair of keys and the count of all pairs. */
    static List<Operation> pair(String name) {
        return List.of(
                new Operation.Set(new Key("left-" + name), Value.EMPTY, Optional.empty()),
                add(TRANSACTIONS),
                new Operation.Set(new Key("right-" + name), Value.EMPTY, Optional.empty()));
    }

    /** A write that is to be done once under the token {@code name}. */
    static Uni<?> once(KeyValueIdempotency once, String name) {
        return once.executeOnce(
                List.of(add(ONCE)), new IdempotencyToken(name, "request", Duration.ofHours(1)), Deadline.NONE);
    }

    private static void forEver(IntConsumer write) {
        for (int i = 0; ; i++) {
            write.accept(i);
        }
    }

    private static void set(Backend backend, String name) {
        await(as(backend, KeyValueBasic.class).set(new Key("set-" + name), Value.EMPTY, Deadline.NONE));
        print("set " + name);
    }

    private static void transact(Backend backend, String name) {
        await(as(backend, KeyValueTransactional.class).execute(pair(name), Deadline.NONE));
        print("transaction " + name);
    }

    private static void count(Backend backend, String name) {
        var count = await(as(backend, KeyValueCounter.class).increment(add(new Key("count-" + name)), Deadline.NONE));
        print("count " + name + "=" + count.value());
    }

    private static void once(Backend backend, String name) {
        await(once(as(backend, KeyValueIdempotency.class), name));
        print("once " + name);
    }

    private static void print(String line) {
        PRINTING.lock();
        try {
            System.out.println(line);
        } finally {
            PRINTING.unlock();
        }
    }

    private static Operation.Increment add(Key key) {
        return new Operation.Increment(key, 1, 0, Optional.empty());
    }

    private static <T> T as(Backend backend, Class<T> iface) {
        return backend.as(iface, KEYSPACE).orElseThrow();
    }

    private static <T> T await(Uni<T> call) {
        return call.await().indefinitely();
    }
}

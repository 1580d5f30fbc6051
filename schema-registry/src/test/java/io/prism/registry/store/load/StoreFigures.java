// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.load;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.memory.LiveHeap;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.DurableStore;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.cache.CachedStore;
import io.prism.registry.store.choice.StoreChoice;
import io.prism.registry.store.memory.MemoryStore;
import io.prism.registry.store.postgres.Databases;
import io.prism.registry.store.sqlite.SqliteStore;
import io.prism.schema.SchemaFormat;
import io.prism.testkit.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Prints how many registrations and readings the stores do in a second. Nothing is judged: run it on a machine that has
 * nothing else to do, with the JVM flags of the launcher ({@code -XX:+UseSerialGC -Xmx256m -XX:TieredStopAtLevel=1}).
 */
public final class StoreFigures {

    private static final int CALLERS = 8;
    private static final int SCHEMAS = 10_000;
    private static final int SUBJECTS = 1000;
    private static final int WARM_UP = 2000;
    private static final Duration READING = Duration.ofSeconds(3);
    private static final double KIB = 1024;

    private StoreFigures() {}

    /** Needs no arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        print("memory", new MemoryStore(), new MemoryStore());
        Path folder = Files.createTempDirectory("prism-figures");
        try (var warm = sqlite(folder, "warm");
                var store = sqlite(folder, "figures")) {
            print("sqlite", warm, store);
        }
        try (var server = PostgresServer.started(PostgresServer.DURABLE);
                var warm = cached(Databases.store(server.database()));
                var store = cached(Databases.store(server.database()))) {
            print("postgres", warm, store);
        }
    }

    private static CachedStore sqlite(Path folder, String name) {
        return cached(SqliteStore.in(folder.resolve(name + ".db")));
    }

    private static CachedStore cached(DurableStore store) {
        return new CachedStore(store, StoreChoice.CACHE_BYTES, System::nanoTime);
    }

    private static void print(String name, Store warm, Store store) throws InterruptedException, ExecutionException {
        together(WARM_UP, i -> register(warm, i));
        long before = LiveHeap.bytes();
        double registered = SCHEMAS / seconds(together(SCHEMAS, i -> register(store, i)));
        var read = new AtomicInteger();
        long start = System.nanoTime();
        together(CALLERS, _ -> {
            while (System.nanoTime() - start < READING.toNanos()) {
                int id = ThreadLocalRandom.current().nextInt(SCHEMAS) + 1;
                if (store.content(".", id).isEmpty()) {
                    throw new AssertionError("the id %d is not there".formatted(id));
                }
                read.incrementAndGet();
            }
        });
        double got = read.get() / seconds(System.nanoTime() - start);
        System.out.printf(
                "%-8s %,7.0f registrations/s  %,9.0f readings by id/s  %,7.0f KiB of heap for %d schemas of %d bytes%n",
                name, registered, got, (LiveHeap.bytes() - before) / KIB, SCHEMAS, text(0).length());
    }

    private static void register(Store store, int number) {
        SubjectName subject = SubjectName.of("figures-" + number % SUBJECTS);
        store.add(
                NewVersion.of(subject, SchemaContent.of(SchemaFormat.AVRO, text(number)), Instant.EPOCH),
                store.subject(subject).revision());
    }

    /** About what a record of ten fields takes. */
    private static String text(int number) {
        var fields = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            fields.append("{\"name\":\"field%d\",\"type\":[\"null\",\"string\"],\"default\":null},".formatted(i));
        }
        return "{\"type\":\"record\",\"name\":\"Figures%06d\",\"fields\":[%s]}".formatted(number, fields);
    }

    /** Runs {@code task} so many times, by some callers at once; each subject has one caller. How long it took. */
    private static long together(int times, IntConsumer task) throws InterruptedException, ExecutionException {
        List<Future<?>> running = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                int first = caller;
                running.add(threads.submit(() -> {
                    for (int i = first; i < times; i += CALLERS) {
                        task.accept(i);
                    }
                }));
            }
        }
        for (Future<?> one : running) {
            one.get();
        }
        return System.nanoTime() - start;
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}

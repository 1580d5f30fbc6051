// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.load;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.StoreException;
import io.prism.registry.store.SubjectState;
import io.prism.schema.SchemaFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Registers schemas as the registry does: looks at the subject, decides, adds, and begins again when somebody else was
 * faster. Of three, one goes to a subject that all writers share, one to a subject of the writer's own, and one is a
 * schema that all writers register, each under a subject of its own.
 */
final class Registrations {

    static final String SHARED = "shared";
    private static final int KINDS = 3;

    private final Store store;
    private final String writer;

    /** The registrations of one writer, whose name no other has. */
    Registrations(Store store, String writer) {
        this.store = store;
        this.writer = writer;
    }

    /** Registers the {@code number}th. Throws what the store throws, but for a subject that changed. */
    Registered register(int number) {
        return switch (number % KINDS) {
            case 0 -> register(SHARED, "\"" + writer + "." + number + "\"");
            case 1 -> register("own-" + writer, "\"" + writer + "." + number + "\"");
            default -> register("common-" + writer, "\"common." + number + "\"");
        };
    }

    private Registered register(String subject, String text) {
        SubjectName name = SubjectName.of(subject);
        SchemaContent content = SchemaContent.of(SchemaFormat.AVRO, text);
        while (true) {
            long begun = System.nanoTime();
            SubjectState state = store.subject(name);
            try {
                return Registered.of(store.add(NewVersion.of(name, content, Instant.EPOCH), state.revision()), begun);
            } catch (StoreException.Changed _) {
                Thread.onSpinWait();
            }
        }
    }

    /** Runs several writers on several stores at once, {@code each} registrations for a writer. */
    static List<Registered> race(List<? extends Store> stores, int writersOfEach, int each, String name)
            throws InterruptedException, ExecutionException {
        List<Future<List<Registered>>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < stores.size() * writersOfEach; i++) {
                var registrations = new Registrations(stores.get(i % stores.size()), name + "-" + i);
                running.add(threads.submit(() -> {
                    List<Registered> done = new ArrayList<>();
                    registrations.repeat(each, done::add);
                    return done;
                }));
            }
        }
        List<Registered> all = new ArrayList<>();
        for (Future<List<Registered>> writer : running) {
            all.addAll(writer.get());
        }
        return all;
    }

    void repeat(int times, Consumer<Registered> done) {
        for (int i = 0; i < times; i++) {
            done.accept(register(i));
        }
    }
}

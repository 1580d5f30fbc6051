// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.content.Reference;
import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.DurableStore;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.StoreException;
import io.prism.registry.store.Subject;
import io.prism.registry.store.SubjectState;
import io.prism.registry.store.memory.MemoryStore;
import io.prism.registry.store.postgres.Databases;
import io.prism.registry.store.sqlite.SqliteStore;
import io.prism.schema.SchemaFormat;
import io.prism.testkit.server.PostgresServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many register, refer to each other and delete at once, so that they get in each other's way all the time. */
class ChurnTest {

    private static final SubjectName TARGET = SubjectName.of("target");
    private static final int WORKERS = 8;
    private static final int STEPS = 150;
    private static final int COMMON = 2;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void leavesNothingHalfInMemory() throws InterruptedException, ExecutionException {
        leavesNothingHalf(List.of(new MemoryStore()));
    }

    @Test
    void leavesNothingHalfInSqlite() throws InterruptedException, ExecutionException {
        Path file = folder.resolve("registry.db");
        leavesNothingHalf(() -> SqliteStore.in(file));
    }

    @Test
    void leavesNothingHalfInPostgres() throws InterruptedException, ExecutionException {
        String url = PostgresServer.shared().database();
        leavesNothingHalf(() -> Databases.store(url));
    }

    private static void leavesNothingHalf(Supplier<DurableStore> database)
            throws InterruptedException, ExecutionException {
        try (var one = database.get();
                var two = database.get()) {
            leavesNothingHalf(List.of(one, two));
        }
    }

    private static void leavesNothingHalf(List<? extends Store> stores)
            throws InterruptedException, ExecutionException {
        // Given
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(new Worker(stores.get(i % stores.size()), i));
        }

        // When
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            workers.forEach(worker -> running.add(threads.submit(worker)));
        }

        // Then
        for (Future<?> one : running) {
            one.get();
        }
        assertIsWhole(stores.getFirst());
        assertThat(workers).extracting(worker -> worker.done.get()).allMatch(done -> done > STEPS / 2);
        assertThat(workers.stream().mapToInt(worker -> worker.refused.get()).sum())
                .as("nobody was in anybody's way")
                .isPositive();
    }

    private static void assertIsWhole(Store store) {
        for (Subject subject : store.subjects()) {
            SubjectState state = store.subject(SubjectName.of(subject.name()));
            assertThat(subject.deleted()).isEqualTo(state.live().isEmpty());
            for (SchemaVersion version : state.versions()) {
                assertThat(store.content(".", version.id())).contains(version.content());
                assertThat(store.id(".", version.content())).hasValue(version.id());
                assertThat(store.versions(".", version.id())).contains(version);
                assertThat(store.highestId(".")).isGreaterThanOrEqualTo(version.id());
                version.content().references().forEach(to -> assertRefers(store, version, to));
            }
        }
        for (int id = 1; id <= store.highestId("."); id++) {
            assertThat(store.content(".", id).isPresent())
                    .isEqualTo(!store.versions(".", id).isEmpty());
        }
    }

    /** What is referred to is there, and not hidden while what refers to it is not. */
    private static void assertRefers(Store store, SchemaVersion version, Reference to) {
        SchemaVersion target = store.subject(SubjectName.of(to.subject()))
                .version(to.version())
                .orElseThrow();
        assertThat(target.hidden() && !version.hidden()).isFalse();
        assertThat(store.referencing(target.subject(), target.version())).contains(version);
    }

    /** One that has a subject of its own, and the target together with all others. */
    private static final class Worker implements Runnable {
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final Store store;
        private final SubjectName own;
        private final Random random;

        Worker(Store store, int number) {
            this.store = store;
            this.own = SubjectName.of("own-" + number);
            this.random = new Random(number);
        }

        @Override
        public void run() {
            for (int i = 0; i < STEPS; i++) {
                try {
                    step();
                    done.incrementAndGet();
                } catch (StoreException.Changed | StoreException.Referenced | StoreException.MissingReference _) {
                    refused.incrementAndGet();
                }
            }
        }

        private void step() {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> registerCommon();
                case 3 -> removeAll(own);
                case 4, 5 -> refer();
                case 6 -> add(TARGET, schema("target" + random.nextInt(3)));
                default -> removeAll(TARGET);
            }
        }

        /** Others remove the same schema all the time; the one who has registered it keeps it. */
        private void registerCommon() {
            SchemaVersion added = add(own, schema("common" + random.nextInt(COMMON)));
            assertThat(store.content(".", added.id())).contains(added.content());
            assertThat(store.id(".", added.content())).hasValue(added.id());
        }

        private void refer() {
            List<SchemaVersion> live = store.subject(TARGET).live();
            if (live.isEmpty()) {
                return;
            }
            int version = live.getLast().version();
            SchemaVersion added = add(
                    own,
                    new SchemaContent(
                            SchemaFormat.AVRO,
                            "refers to " + version,
                            List.of(new Reference("t", TARGET.name(), version)),
                            null,
                            null));
            assertThat(store.subject(TARGET).version(version))
                    .hasValueSatisfying(target -> assertThat(target.hidden()).isFalse());
            assertThat(store.referencing(TARGET, version)).contains(added);
        }

        private void removeAll(SubjectName subject) {
            Set<Integer> versions = store.subject(subject).versions().stream()
                    .map(SchemaVersion::version)
                    .collect(Collectors.toSet());
            store.hide(subject, versions, store.subject(subject).revision());
            store.remove(subject, versions, store.subject(subject).revision());
        }

        private SchemaVersion add(SubjectName subject, SchemaContent content) {
            return store.add(
                    NewVersion.of(subject, content, Instant.EPOCH),
                    store.subject(subject).revision());
        }

        private static SchemaContent schema(String text) {
            return SchemaContent.of(SchemaFormat.AVRO, text);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import io.prism.registry.setting.Mode;
import io.prism.registry.setting.SettingScope;
import io.prism.registry.store.DurableStore;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import io.prism.registry.store.sqlite.SqliteStore;
import io.prism.schema.SchemaFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a cache asks, what it keeps, and when it lets go of it. */
class CachedStoreTest {

    private static final SubjectName ORDERS = SubjectName.of("orders");
    private static final SettingScope SCOPE = new SettingScope.OfSubject(ORDERS);
    private static final Duration TRUST = Duration.ofSeconds(1);
    private static final long ROOMY = 1 << 20;

    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    private Path folder = Path.of("");

    private DurableStore behind = SqliteStore.in(Path.of("unused"));
    private WatchedStore watched = new WatchedStore(behind, TRUST);
    private CachedStore cached = new CachedStore(watched, ROOMY, nanos::get);

    @BeforeEach
    void open() {
        behind = SqliteStore.in(folder.resolve("registry.db"));
        watched = new WatchedStore(behind, TRUST);
        cached = new CachedStore(watched, ROOMY, nanos::get);
    }

    @AfterEach
    void close() {
        cached.close();
    }

    @Test
    void readsTheSchemaOfAnIdOnce() {
        // Given
        add(behind, ORDERS, "a");

        // When
        for (int i = 0; i < 5; i++) {
            assertThat(cached.content(".", 1)).contains(schema("a"));
        }

        // Then
        assertThat(watched.versions).hasValue(1);
        assertThat(watched.epochs).hasValue(1);
    }

    @Test
    void asksForTheEpochAgainWhenItsAnswerIsTooOld() {
        // Given
        add(behind, ORDERS, "a");
        cached.content(".", 1);

        // When
        nanos.addAndGet(TRUST.toNanos() - 1);
        cached.content(".", 1);
        int asked = watched.epochs.get();
        nanos.addAndGet(1);
        cached.content(".", 1);

        // Then
        assertThat(asked).isEqualTo(1);
        assertThat(watched.epochs).hasValue(2);
        assertThat(watched.versions).hasValue(1);
    }

    @Test
    void forgetsWhatAnotherProcessDeletedOnceItsTrustEnds() {
        // Given
        add(behind, ORDERS, "a");
        cached.content(".", 1);

        // When
        removeAll(behind, ORDERS);
        nanos.addAndGet(TRUST.toNanos());

        // Then
        assertThat(cached.content(".", 1)).isEmpty();
    }

    @Test
    void doesNotKeepWhatWasReadBeforeItWasDeleted() {
        // Given
        SubjectName elsewhere = SubjectName.of(":.other:orders");
        add(behind, elsewhere, "a");
        watched.afterNextVersions(() -> {
            // Another process deletes it and gives its id to something else, and this one gets to know.
            removeAll(behind, elsewhere);
            behind.dropContext(".other");
            add(behind, elsewhere, "b");
            nanos.addAndGet(TRUST.toNanos());
            assertThat(cached.content(".other", 1)).contains(schema("b"));
        });

        // When
        Optional<SchemaContent> during = cached.content(".other", 1);

        // Then
        assertThat(during).contains(schema("a"));
        assertThat(cached.content(".other", 1)).contains(schema("b"));
    }

    @Test
    void doesNotKeepThatSomethingIsNotThere() {
        // Given
        assertThat(cached.content(".", 1)).isEmpty();

        // When
        add(behind, ORDERS, "a");

        // Then
        assertThat(cached.content(".", 1)).contains(schema("a"));
    }

    @Test
    void readsASubjectAgainOnlyWhenItChanged() {
        // Given
        add(behind, ORDERS, "a");
        cached.subject(ORDERS);

        // When
        assertThat(cached.subject(ORDERS).versions()).hasSize(1);
        int before = watched.subjects.get();
        add(behind, ORDERS, "b");

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(cached.subject(ORDERS)).isEqualTo(behind.subject(ORDERS));
        assertThat(watched.subjects).hasValue(2);
    }

    @Test
    void doesNotAskForTheRevisionOfASubjectThatItChangedItself() {
        // Given
        add(cached, ORDERS, "a");
        cached.subject(ORDERS);

        // When
        add(cached, ORDERS, "b");
        int before = watched.revisions.get();
        assertThat(cached.subject(ORDERS).versions()).hasSize(2);

        // Then
        assertThat(watched.revisions).hasValue(before);
        cached.subject(ORDERS);
        assertThat(watched.revisions).hasValue(before + 1);
    }

    @Test
    void remembersWhichVersionsHaveAnId() {
        // Given
        add(behind, ORDERS, "a");

        // When
        for (int i = 0; i < 5; i++) {
            assertThat(cached.sightings(".", 1)).isEqualTo(behind.versions(".", 1));
        }

        // Then
        assertThat(watched.versions).hasValue(1);
        assertThat(cached.sightings(".", 2)).isEmpty();
        add(behind, ORDERS, "b");
        assertThat(cached.sightings(".", 2)).hasSize(1);
    }

    @Test
    void showsNoVersionThatWasRemovedBefore() {
        // Given
        add(behind, ORDERS, "a");
        cached.sightings(".", 1);

        // When
        removeAll(behind, ORDERS);
        nanos.addAndGet(TRUST.toNanos());

        // Then
        assertThat(cached.sightings(".", 1)).isEmpty();
    }

    @Test
    void showsNoVersionThatAnotherReplacedBefore() {
        // Given
        try (var other = new CachedStore(new WatchedStore(behind, Duration.ZERO), ROOMY, System::nanoTime)) {
            add(behind, ORDERS, "a");
            hideFirst(behind);
            cached.sightings(".", 1);
            other.sightings(".", 1);

            // When
            add(other, ORDERS, "a");
            nanos.addAndGet(TRUST.toNanos());

            // Then
            assertThat(behind.versions(".", 1)).hasSize(1).allMatch(version -> version.version() == 2);
            assertThat(other.sightings(".", 1)).isEqualTo(behind.versions(".", 1));
            assertThat(cached.sightings(".", 1)).isEqualTo(behind.versions(".", 1));
        }
    }

    @Test
    void acknowledgesThatAVersionReplacesAnotherOnlyWhenTheTrustOfOthersIsOver() {
        // Given
        Duration trust = Duration.ofMillis(50);
        try (var waiting = new CachedStore(new WatchedStore(behind, trust), ROOMY, System::nanoTime)) {
            add(behind, ORDERS, "a");
            hideFirst(behind);

            // When
            long start = System.nanoTime();
            add(waiting, ORDERS, "a");

            // Then
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(trust.toNanos());
        }
    }

    @Test
    void showsItsOwnChangesOfAnIdAtOnce() {
        // Given
        SubjectName audit = SubjectName.of("audit");
        add(cached, ORDERS, "a");
        cached.sightings(".", 1);

        // When
        add(cached, audit, "a");

        // Then
        assertThat(cached.sightings(".", 1)).hasSize(2);
        hideFirst(cached);
        assertThat(cached.sightings(".", 1)).isEqualTo(behind.versions(".", 1)).anyMatch(SchemaVersion::hidden);
    }

    @Test
    void keepsSettingsAlsoThatThereIsNone() {
        // Given
        cached.mode(SCOPE);
        cached.config(SCOPE);

        // When
        assertThat(cached.mode(SCOPE)).isEmpty();
        assertThat(cached.config(SCOPE)).isEmpty();

        // Then
        assertThat(watched.settings).hasValue(2);
        behind.setMode(SCOPE, Optional.of(Mode.READONLY));
        nanos.addAndGet(TRUST.toNanos());
        assertThat(cached.mode(SCOPE)).contains(Mode.READONLY);
    }

    @Test
    void acknowledgesWhatOthersMayRememberOnlyWhenTheirTrustIsOver() {
        // Given
        Duration trust = Duration.ofMillis(50);
        long waited;
        try (var waiting = new CachedStore(new WatchedStore(behind, trust), ROOMY, System::nanoTime)) {
            add(behind, ORDERS, "a");

            // When
            long start = System.nanoTime();
            waiting.setMode(SCOPE, Optional.of(Mode.READONLY));
            removeAll(waiting, ORDERS);
            waiting.dropContext(".other");
            waited = System.nanoTime() - start;
        }

        // Then
        assertThat(waited).isGreaterThanOrEqualTo(3 * trust.toNanos());
    }

    @Test
    void takesNoMoreMemoryThanItMay() {
        // Given
        int room = 20;
        try (var small = new CachedStore(watched, 2L * room * 1000, nanos::get)) {
            for (int i = 1; i <= 3 * room; i++) {
                add(behind, SubjectName.of("s" + i), "x".repeat(240) + i);
            }

            // When
            for (int id = 1; id <= 3 * room; id++) {
                small.content(".", id);
            }

            // Then
            int read = watched.versions.get();
            small.content(".", 3 * room);
            assertThat(watched.versions).hasValue(read);
            small.content(".", 1);
            assertThat(watched.versions).hasValue(read + 1);
        }
    }

    @Test
    void boundsWhatItHolds() {
        // Given
        var map = new BoundedMap<Integer, String>(10, String::length);

        // When
        for (int i = 0; i < 100; i++) {
            map.put(i, "abc", map.generation());
        }
        map.put(100, "longer than all", map.generation());
        map.put(99, "ab", map.generation());

        // Then
        assertThat(map.size()).isEqualTo(3);
        assertThat(map.weight()).isEqualTo(8);
        assertThat(map.get(99)).contains("ab");
        assertThat(map.get(100)).isEmpty();
        map.remove(99);
        map.remove(100);
        assertThat(map.weight()).isEqualTo(6);
        map.clear();
        assertThat(map.weight()).isZero();
    }

    @Test
    void keepsWhatWasUsedLast() {
        // Given
        var map = new BoundedMap<String, String>(2, text -> 1);
        map.put("a", "a", 0);
        map.put("b", "b", 0);

        // When
        map.get("a");
        map.put("c", "c", 0);

        // Then
        assertThat(map.get("a")).isPresent();
        assertThat(map.get("b")).isEmpty();
        map.clear();
        map.put("d", "d", 0);
        assertThat(map.get("d")).isEmpty();
    }

    private static void add(Store store, SubjectName subject, String text) {
        store.add(
                NewVersion.of(subject, schema(text), Instant.EPOCH),
                store.subject(subject).revision());
    }

    private static void hideFirst(Store store) {
        store.hide(ORDERS, Set.of(1), store.subject(ORDERS).revision());
    }

    private static void removeAll(Store store, SubjectName subject) {
        store.remove(subject, Set.of(1), store.subject(subject).revision());
    }

    private static SchemaContent schema(String text) {
        return SchemaContent.of(SchemaFormat.AVRO, text);
    }
}

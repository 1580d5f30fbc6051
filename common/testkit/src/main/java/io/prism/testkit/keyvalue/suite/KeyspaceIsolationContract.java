// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.Keyspace;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.testkit.CoversInterface;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two keyspaces of one subject never see, count, list, expire or delete each other's keys. */
@CoversInterface("keyspace_isolation")
public abstract class KeyspaceIsolationContract extends KeyValueContract {

    private static final Bound ROOMY = new Bound(1000, 1 << 20);

    private Keyspace ours = new Keyspace("contract", "ours");
    private Keyspace theirs = new Keyspace("contract", "theirs");

    /** Two different keyspaces, which may hold entries of earlier tests. */
    protected List<Keyspace> twoKeyspaces() {
        return List.of(freshKeyspace(), freshKeyspace());
    }

    /** Called by JUnit. */
    @BeforeEach
    protected final void chooseKeyspaces() {
        var both = twoKeyspaces();
        ours = both.getFirst();
        theirs = both.getLast();
    }

    @Test
    void keepsOneKeyTwiceWithTwoValues() {
        // Given
        var key = key("shared");

        // When
        set(ours, key, "ours");
        set(theirs, key, "theirs");

        // Then
        assertThat(get(ours, key).map(Entry::value)).contains(value("ours"));
        assertThat(get(theirs, key).map(Entry::value)).contains(value("theirs"));
        assertThat(get(ours, key).map(Entry::version))
                .isNotEqualTo(get(theirs, key).map(Entry::version));
    }

    @Test
    void doesNotSeeKeysOfOthers() {
        // Given
        var key = key("a");

        // When
        set(theirs, key, "x");

        // Then
        assertThat(get(ours, key)).isEmpty();
        assertThat(await(basic(ours).exists(key, soon()))).isFalse();
    }

    @Test
    void doesNotDeleteKeysOfOthers() {
        // Given
        var key = key("a");
        set(theirs, key, "x");

        // When
        boolean existed = await(basic(ours).delete(key, soon()));

        // Then
        assertThat(existed).isFalse();
        assertThat(get(theirs, key)).isPresent();
    }

    @Test
    void neitherListsNorCountsKeysOfOthers() {
        // Given
        var scan = has(KeyValueScan.class, ours);
        set(ours, key("b"), "x");
        set(theirs, key("a"), "x");
        set(theirs, key("c"), "x");

        // When
        var keys = await(scan.scanKeys(new Range(prefix(), Optional.empty()), new Bound(1, 1 << 20), soon()));
        var entries = await(scan.scan(new Range(prefix(), Optional.empty()), ROOMY, soon()));

        // Then
        assertThat(keys.items()).containsExactly(key("b"));
        assertThat(keys.more()).isFalse();
        assertThat(entries.items().stream().map(Entry::key)).containsExactly(key("b"));
        assertThat(await(scan.count(prefix(), soon()))).isEqualTo(1);
        assertThat(await(has(KeyValueScan.class, theirs).count(prefix(), soon())))
                .isEqualTo(2);
    }

    @Test
    void doesNotExpireKeysOfOthers() {
        // Given
        var key = key("a");
        var ttl = has(KeyValueTtl.class, ours);
        set(theirs, key, "x");

        // When
        boolean existed = await(ttl.expire(key, Duration.ZERO, soon()));

        // Then
        assertThat(existed).isFalse();
        assertThat(await(ttl.ttl(key, soon()))).isEqualTo(new TimeToLive.Absent());
        assertThat(get(theirs, key)).isPresent();
    }

    @Test
    void doesNotPersistKeysOfOthers() {
        // Given
        var key = key("a");
        await(has(KeyValueTtl.class, theirs).set(key, value("x"), Duration.ofHours(1), soon()));

        // When
        var before = await(has(KeyValueTtl.class, ours).persist(key, soon()));

        // Then
        assertThat(before).isEqualTo(new TimeToLive.Absent());
        assertThat(get(theirs, key).orElseThrow().expiresAt()).isPresent();
    }

    @Test
    void doesNotTouchKeysOfOthersInABatch() {
        // Given
        var key = key("a");
        var batch = has(KeyValueBatch.class, ours);
        set(theirs, key, "theirs");

        // When
        await(batch.deleteAll(List.of(key), soon()));
        await(batch.setAll(List.of(new KeyValueBatch.Write(key, value("ours"), Optional.empty())), soon()));

        // Then
        assertThat(get(ours, key).map(Entry::value)).contains(value("ours"));
        assertThat(get(theirs, key).map(Entry::value)).contains(value("theirs"));
    }

    private void set(Keyspace keyspace, Key key, String text) {
        await(basic(keyspace).set(key, value(text), soon()));
    }

    private Optional<Entry> get(Keyspace keyspace, Key key) {
        return await(basic(keyspace).get(key, soon()));
    }

    private KeyValueBasic basic(Keyspace keyspace) {
        return opened().as(KeyValueBasic.class, keyspace).orElseThrow();
    }

    private <T> T has(Class<T> iface, Keyspace keyspace) {
        assumeHas(iface);
        return opened().as(iface, keyspace).orElseThrow();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Expected;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.testkit.CallsContract;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Words that the suites of the data model KeyValue share. */
public abstract class KeyValueContract extends CallsContract {

    /** A key that no other test uses. */
    protected final Key key(String name) {
        return new Key(prefix() + name);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueBasic basic() {
        return needed(KeyValueBasic.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueTtl ttl() {
        return needed(KeyValueTtl.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueScan scan() {
        return needed(KeyValueScan.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueBatch batch() {
        return needed(KeyValueBatch.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueCas cas() {
        return needed(KeyValueCas.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueCounter counter() {
        return needed(KeyValueCounter.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueTransactional transactional() {
        return needed(KeyValueTransactional.class);
    }

    /** The subject in this test's keyspace. */
    protected final KeyValueIdempotency once() {
        return needed(KeyValueIdempotency.class);
    }

    /** A value that spells {@code text}. */
    protected static Value value(String text) {
        return new Value(ByteString.copyFromUtf8(text));
    }

    /** A value of random bytes, the same for the same seed. */
    protected static Value random(int bytes, long seed) {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        return new Value(ByteString.copyFrom(content));
    }

    /** Writes and waits. */
    protected final Version put(Key key, String text) {
        return await(basic().set(key, value(text), soon()));
    }

    /** Writes an entry that expires and waits; the subject must have {@link KeyValueTtl}. */
    protected final Version put(Key key, String text, Duration ttl) {
        return await(ttl().set(key, value(text), ttl, soon()));
    }

    /** Reads and waits. */
    protected final Optional<Entry> read(Key key) {
        return await(basic().get(key, soon()));
    }

    /** Whether the key is there. */
    protected final boolean there(Key key) {
        return await(basic().exists(key, soon()));
    }

    /** Asserts that a key reads back as {@code expected}. */
    protected final void assertReads(Key key, Value expected) {
        assertThat(read(key).map(Entry::value)).contains(expected);
    }

    /** An operation of a transaction. */
    protected static Operation set(Key key, String text) {
        return set(key, value(text));
    }

    /** An operation of a transaction. */
    protected static Operation set(Key key, Value value) {
        return new Operation.Set(key, value, Optional.empty());
    }

    /** An operation of a transaction. */
    protected static Operation set(Key key, String text, Duration ttl) {
        return new Operation.Set(key, value(text), Optional.of(ttl));
    }

    /** An operation of a transaction. */
    protected static Operation delete(Key key) {
        return new Operation.Delete(key);
    }

    /** An operation of a transaction. */
    protected static Operation get(Key key) {
        return new Operation.Get(key);
    }

    /** Writes a key that must be absent; it never expires. */
    protected static Operation.CompareAndSwap create(Key key, String text) {
        return new Operation.CompareAndSwap(key, value(text), new Expected.Absent(), Optional.empty());
    }

    /** Writes a key that must be absent; it expires. */
    protected static Operation.CompareAndSwap create(Key key, String text, Duration ttl) {
        return new Operation.CompareAndSwap(key, value(text), new Expected.Absent(), Optional.of(ttl));
    }

    /** Writes a key that must have a version; it never expires then. */
    protected static Operation.CompareAndSwap swap(Key key, Version expected, String text) {
        return new Operation.CompareAndSwap(key, value(text), new Expected.At(expected), Optional.empty());
    }

    /** Writes a key that must have a version; it expires then. */
    protected static Operation.CompareAndSwap swap(Key key, Version expected, String text, Duration ttl) {
        return new Operation.CompareAndSwap(key, value(text), new Expected.At(expected), Optional.of(ttl));
    }

    /** Deletes a key that must have a version. */
    protected static Operation remove(Key key, Version expected) {
        return new Operation.CompareAndDelete(key, expected);
    }

    /** Adds to a counter that starts at zero and never expires. */
    protected static Operation.Increment add(Key key, long delta) {
        return new Operation.Increment(key, delta, 0, Optional.empty());
    }

    /** Adds to a counter that starts at zero and expires if this creates it. */
    protected static Operation.Increment add(Key key, long delta, Duration ttl) {
        return new Operation.Increment(key, delta, 0, Optional.of(ttl));
    }

    /**
     * Whether an entry that had the version {@code first} may have the version {@code later} now.
     *
     * @param successors which version was swapped for which
     */
    protected static boolean follows(Version first, Version later, Map<Version, Version> successors) {
        var at = first;
        while (at != null && !at.equals(later)) {
            at = successors.get(at);
        }
        return at != null;
    }
}

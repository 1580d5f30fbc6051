// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.protobuf.ByteString;
import io.prism.core.Deadline;
import io.prism.core.Key;
import io.prism.core.Keyspace;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.spi.keyvalue.Entry;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.Value;
import io.prism.spi.keyvalue.Version;
import io.prism.testkit.Contract;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;

/** Words that the suites of the data model KeyValue share. */
public abstract class KeyValueContract extends Contract {

    /** Long enough for any call of these suites, also through a gateway on a slow machine. */
    protected static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final AtomicLong TESTS = new AtomicLong();
    private static final String RUN = Long.toString(new Random().nextLong() >>> 1, 36);

    private Keyspace keyspace = new Keyspace("contract", "none");
    private String prefix = "";

    /** Called by JUnit. */
    @BeforeEach
    protected final void chooseNames() {
        keyspace = freshKeyspace();
        prefix = RUN + "-" + TESTS.incrementAndGet() + "/";
    }

    /** What every key of this test starts with; no other test uses it. */
    protected final String prefix() {
        return prefix;
    }

    /** A key that no other test uses. */
    protected final Key key(String name) {
        return new Key(prefix + name);
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

    /** The subject as an interface it must have. */
    protected final <T> T needed(Class<T> iface) {
        return opened().as(iface, keyspace)
                .orElseThrow(() -> new AssertionError("the subject has no " + iface.getSimpleName()));
    }

    /** Skips the test when the subject does not have {@code iface}, which is not what the suite is about. */
    protected final void assumeHas(Class<?> iface) {
        assumeThat(opened().as(iface, keyspace).isPresent())
                .as("the subject has %s", iface.getSimpleName())
                .isTrue();
    }

    /** Waits for a call's answer; its failure is thrown. */
    protected static <T> T await(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }

    /** A deadline that no call of these suites reaches. */
    protected static Deadline soon() {
        return Deadline.in(PATIENCE);
    }

    /** A deadline that is over. */
    protected static Deadline over() {
        return Deadline.in(Duration.ofMillis(-1));
    }

    /** Polls until a condition holds; fails after {@link #PATIENCE}. */
    protected static ConditionFactory eventually() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10));
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

    /** Asserts that calls whose deadline is over say so. */
    protected static void assertLate(Uni<?>... calls) {
        for (Uni<?> call : calls) {
            assertThatThrownBy(() -> await(call)).isInstanceOf(DeadlinePassed.class);
        }
    }
}

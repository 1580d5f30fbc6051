// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.UnsafeByteOperations;
import io.prism.backends.redis.command.CommandArguments;
import io.prism.backends.redis.command.CommandEffect;
import io.prism.backends.redis.command.RedisReply;
import io.prism.core.Deadline;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Single plain strings. */
final class RawKeyValue implements KeyValueBasic, KeyValueTtl, KeyValueCounter {

    static final int VALUE_BYTES_MAX = 64 << 20;

    /** Most time a key can live, far beyond any use. */
    private static final long TTL_MS_MAX = 1L << 52;

    private static final long FOR_EVER = -1;
    private static final long ABSENT = -2;
    private static final String YES = "1";

    private final RawNames names;
    private final RawCalls calls;

    RawKeyValue(RawNames names, RawCalls calls) {
        this.names = names;
        this.calls = calls;
    }

    @Override
    public Uni<Version> set(Key key, Value value, Deadline deadline) {
        return put(key, value, Optional.empty(), deadline);
    }

    @Override
    public Uni<Version> set(Key key, Value value, Duration ttl, Deadline deadline) {
        return put(key, value, Optional.of(ttl), deadline);
    }

    @Override
    public Uni<Optional<Entry>> get(Key key, Deadline deadline) {
        return call(getting(key), CommandEffect.READ, deadline).map(reply -> entry(key, reply));
    }

    @Override
    public Uni<Boolean> delete(Key key, Deadline deadline) {
        return call(deleting(key), CommandEffect.WRITE, deadline).map(RawKeyValue::existed);
    }

    @Override
    public Uni<Boolean> exists(Key key, Deadline deadline) {
        return call(part("H", key, new CommandArguments()), CommandEffect.READ, deadline)
                .map(RawKeyValue::existed);
    }

    @Override
    public Uni<Boolean> expire(Key key, Duration ttl, Deadline deadline) {
        if (ttl.isNegative()) {
            return Uni.createFrom().failure(() -> new Rejected("ttl", "must not be negative", ttl.toString()));
        }
        return call(part("E", key, new CommandArguments().number(millis(ttl))), CommandEffect.WRITE, deadline)
                .map(RawKeyValue::existed);
    }

    @Override
    public Uni<TimeToLive> ttl(Key key, Deadline deadline) {
        return call(part("L", key, new CommandArguments()), CommandEffect.READ, deadline)
                .map(RawKeyValue::left);
    }

    @Override
    public Uni<TimeToLive> persist(Key key, Deadline deadline) {
        return call(part("P", key, new CommandArguments()), CommandEffect.WRITE, deadline)
                .map(RawKeyValue::left);
    }

    @Override
    public Uni<Count> increment(Operation.Increment increment, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            checkTtl(increment.ttl());
            CommandArguments arguments = new CommandArguments()
                    .number(increment.delta())
                    .number(increment.initial())
                    .number(millis(increment.ttl()));
            return call(part("I", increment.key(), arguments), CommandEffect.WRITE, deadline)
                    .map(reply -> reply.at(1).number())
                    .map(number -> new Count(
                            number, RawValueVersion.of(number.toString().getBytes(UTF_8))));
        });
    }

    RawPart getting(Key key) {
        return part("G", key, new CommandArguments());
    }

    RawPart deleting(Key key) {
        return part("D", key, new CommandArguments());
    }

    /**
     * Writes a string.
     *
     * @throws TooLarge when the value is too long
     * @throws Rejected when the time to live is
     */
    RawPart writing(Key key, Value value, Optional<Duration> ttl) {
        if (value.bytes().size() > VALUE_BYTES_MAX) {
            throw new TooLarge("value", value.bytes().size(), VALUE_BYTES_MAX);
        }
        checkTtl(ttl);
        return part(
                "S",
                key,
                new CommandArguments().bytes(value.bytes().toByteArray()).number(millis(ttl)));
    }

    /** The answer to {@link #getting}. */
    static Optional<Entry> entry(Key key, RedisReply reply) {
        return reply.size() == 1
                ? Optional.empty()
                : Optional.of(entry(key, reply.at(1).bytes(), reply.at(2).number()));
    }

    /** An entry that expires at a moment, in Unix milliseconds; -1 for never. */
    static Entry entry(Key key, byte[] value, long expiresAtMs) {
        return new Entry(
                key,
                value.length == 0 ? Value.EMPTY : new Value(UnsafeByteOperations.unsafeWrap(value)),
                RawValueVersion.of(value),
                expiresAtMs < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expiresAtMs)));
    }

    /** The answer to {@link #deleting}. */
    static boolean existed(RedisReply reply) {
        return reply.at(1).text().equals(YES);
    }

    private Uni<Version> put(Key key, Value value, Optional<Duration> ttl, Deadline deadline) {
        return Uni.createFrom()
                .deferred(() -> call(writing(key, value, ttl), CommandEffect.WRITE, deadline))
                .map(_ -> RawValueVersion.of(value.bytes().toByteArray()));
    }

    private Uni<RedisReply> call(RawPart part, CommandEffect effect, Deadline deadline) {
        return calls.one(part, effect, deadline);
    }

    private RawPart part(String letter, Key key, CommandArguments arguments) {
        return new RawPart(letter, names.of(key), arguments);
    }

    private static void checkTtl(Optional<Duration> ttl) {
        ttl.filter(time -> !time.isPositive()).ifPresent(time -> {
            throw new Rejected("ttl", "must be at least 1ms", time.toString());
        });
    }

    private static long millis(Optional<Duration> ttl) {
        return ttl.map(RawKeyValue::millis).orElse(FOR_EVER);
    }

    /** Whole milliseconds, rounded up. */
    private static long millis(Duration ttl) {
        return ttl.compareTo(Duration.ofMillis(TTL_MS_MAX)) >= 0
                ? TTL_MS_MAX
                : ttl.plusNanos(999_999).toMillis();
    }

    /** In its last millisecond a key is still there, with no whole one left. */
    private static TimeToLive left(RedisReply reply) {
        long ms = reply.at(1).number();
        if (ms == ABSENT) {
            return new TimeToLive.Absent();
        }
        return ms == FOR_EVER ? new TimeToLive.Forever() : new TimeToLive.Left(Duration.ofMillis(Math.max(1, ms)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue;

import com.google.protobuf.UnsafeByteOperations;
import io.prism.backends.redis.command.RedisReply;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the scripts answer, in the words of the SPI. Throws {@link IllegalArgumentException} for anything else. */
final class Results {

    private static final String YES = "1";

    private Results() {}

    /** What came of one operation of {@code apply.lua}. */
    static Result result(RedisReply reply) {
        String letter = reply.at(0).text();
        return switch (letter) {
            case "W" -> new Result.Written(version(reply.at(1)));
            case "D" -> new Result.Deleted(yes(reply.at(1)));
            case "R" -> new Result.Read(read(reply));
            case "C" -> new Result.Compared(new Comparison(yes(reply.at(1)), optionalVersion(reply.at(2))));
            case "N" -> new Result.Counted(new Count(reply.at(1).number(), version(reply.at(2))));
            case "E" -> new Result.Expiring(yes(reply.at(1)));
            case "P" -> new Result.Persisted(ttl(reply.at(1)));
            default -> throw new IllegalArgumentException("the script answered " + letter);
        };
    }

    /**
     * An entry; empty when there is no value.
     *
     * @param expires Unix ms; absent for never
     */
    static Optional<Entry> entry(Key key, RedisReply value, RedisReply version, RedisReply expires) {
        if (value.isAbsent()) {
            return Optional.empty();
        }
        return Optional.of(new Entry(key, value(value), version(version), expiresAt(expires)));
    }

    private static Optional<Entry> read(RedisReply reply) {
        return reply.size() == 1
                ? Optional.empty()
                : entry(new Key(reply.at(1).text()), reply.at(2), reply.at(3), reply.at(4));
    }

    private static Value value(RedisReply reply) {
        byte[] bytes = reply.bytes();
        return bytes.length == 0 ? Value.EMPTY : new Value(UnsafeByteOperations.unsafeWrap(bytes));
    }

    private static Version version(RedisReply reply) {
        return optionalVersion(reply).orElseThrow(() -> new IllegalArgumentException("an entry has no version"));
    }

    private static Optional<Version> optionalVersion(RedisReply reply) {
        return reply.isAbsent() ? Optional.empty() : Optional.of(new Version(reply.text()));
    }

    private static Optional<Instant> expiresAt(RedisReply reply) {
        return reply.isAbsent() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(reply.number()));
    }

    private static TimeToLive ttl(RedisReply reply) {
        return switch (reply.text()) {
            case "absent" -> new TimeToLive.Absent();
            case "forever" -> new TimeToLive.Forever();
            default -> new TimeToLive.Left(Duration.ofMillis(reply.number()));
        };
    }

    private static boolean yes(RedisReply reply) {
        return reply.text().equals(YES);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue;

import io.prism.backends.redis.command.CommandArguments;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Expected;
import io.prism.spi.keyvalue.operation.Operation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operations as the script {@code apply.lua} takes them; it says what the letters mean. For one thread. */
final class ScriptOperations {

    /** Longest value: far below Redis' own limit of 512 MiB, so that a few under way do not fill the heap. */
    static final int VALUE_BYTES_MAX = 64 << 20;

    /** Most time an entry can live; keeps moments in what Lua counts exactly, 2^53. */
    private static final long TTL_MS_MAX = 1L << 52;

    private static final long FOR_EVER = -1;

    /** Keys of the script come in front of the entries. */
    private static final int FIRST_ENTRY = 3;

    private final KeyLayout layout;
    private final VersionMaker versions;
    private final CommandArguments keys = new CommandArguments();
    private final CommandArguments arguments = new CommandArguments();
    private final Map<Key, Integer> numbers = new HashMap<>();

    ScriptOperations(
            KeyLayout layout, VersionMaker versions, List<Operation> operations, Optional<IdempotencyToken> once) {
        this.layout = layout;
        this.versions = versions;
        keys.bytes(layout.keys()).bytes(layout.expiry());
        arguments.text(once.map(IdempotencyToken::request).orElse(""));
        arguments.number(
                once.map(IdempotencyToken::window).orElse(Duration.ZERO).toMillis());
        operations.forEach(this::add);
        once.ifPresent(named -> keys.bytes(layout.once(named.token())));
    }

    /** KEYS of the script. */
    CommandArguments keys() {
        return keys;
    }

    /** ARGV of the script. */
    CommandArguments arguments() {
        return arguments;
    }

    /** What is wrong with an operation; empty when it can be done. */
    static Optional<GatewayException> fault(Operation operation) {
        return switch (operation) {
            case Operation.Set set -> fault(set.value()).or(() -> fault(set.ttl()));
            case Operation.CompareAndSwap swap -> fault(swap.value()).or(() -> fault(swap.ttl()));
            case Operation.Increment increment -> fault(increment.ttl());
            case Operation.Expire expire
            when expire.ttl().isNegative() ->
                Optional.of(
                        new Rejected("ttl", "must not be negative", expire.ttl().toString()));
            case Operation.Expire _,
                    Operation.Delete _,
                    Operation.Get _,
                    Operation.CompareAndDelete _,
                    Operation.Persist _ -> Optional.empty();
        };
    }

    private static Optional<GatewayException> fault(Value value) {
        int bytes = value.bytes().size();
        return bytes > VALUE_BYTES_MAX ? Optional.of(new TooLarge("value", bytes, VALUE_BYTES_MAX)) : Optional.empty();
    }

    private static Optional<GatewayException> fault(Optional<Duration> ttl) {
        return ttl.filter(time -> !time.isPositive())
                .map(time -> new Rejected("ttl", "must be at least 1ms", time.toString()));
    }

    private void add(Operation operation) {
        switch (operation) {
            case Operation.Set(Key key, Value value, Optional<Duration> ttl) -> write("S", key, value, ttl);
            case Operation.Delete(Key key) -> start("D", key);
            case Operation.Get(Key key) -> start("G", key);
            case Operation.CompareAndSwap(Key key, Value value, Expected expected, Optional<Duration> ttl) -> {
                write("C", key, value, ttl);
                arguments.text(
                        switch (expected) {
                            case Expected.Absent _ -> "-";
                            case Expected.At(Version version) -> expected(version);
                        });
            }
            case Operation.CompareAndDelete(Key key, Version expected) -> {
                start("X", key);
                arguments.text(expected(expected));
            }
            case Operation.Increment(Key key, long delta, long initial, Optional<Duration> ttl) -> {
                start("I", key);
                arguments
                        .number(delta)
                        .number(initial)
                        .text(versions.next().token())
                        .number(millis(ttl));
            }
            case Operation.Expire(Key key, Duration ttl) -> {
                start("E", key);
                arguments.number(millis(ttl));
            }
            case Operation.Persist(Key key) -> start("P", key);
        }
    }

    private void write(String letter, Key key, Value value, Optional<Duration> ttl) {
        start(letter, key);
        arguments
                .bytes(value.bytes().toByteArray())
                .text(versions.next().token())
                .number(millis(ttl));
    }

    /** Several operations on one key share one of the script's KEYS, and with it what they see of each other. */
    private void start(String letter, Key key) {
        int number = numbers.computeIfAbsent(key, name -> {
            keys.bytes(layout.entry(name));
            return FIRST_ENTRY + numbers.size();
        });
        arguments.text(letter).number(number);
    }

    private static String expected(Version version) {
        return "=" + version.token();
    }

    private static long millis(Optional<Duration> ttl) {
        return ttl.map(ScriptOperations::millis).orElse(FOR_EVER);
    }

    /** Whole milliseconds, rounded up. */
    private static long millis(Duration ttl) {
        return ttl.compareTo(Duration.ofMillis(TTL_MS_MAX)) >= 0
                ? TTL_MS_MAX
                : ttl.plusNanos(999_999).toMillis();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory.keyvalue;

import com.google.protobuf.ByteString;
import io.prism.backends.memory.keyvalue.entries.EntryState;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Comparison;
import io.prism.spi.keyvalue.operation.Count;
import io.prism.spi.keyvalue.operation.Expected;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an operation makes of an entry. Looks at nothing but the entry's present state and changes nothing. */
final class OperationEffects {

    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,18}");
    private static final int LONGEST_NUMBER = 20;

    private final MemoryCalls calls;

    OperationEffects(MemoryCalls calls) {
        this.calls = calls;
    }

    /**
     * What became of one entry.
     *
     * @param result the answer
     * @param next its state afterwards: the very one before when nothing is written, null for none
     */
    record Effect(Result result, @Nullable EntryState next) {

        boolean mismatch() {
            return result instanceof Result.Compared(var comparison) && !comparison.matched();
        }
    }

    /** What {@code operation} makes of an entry in the state {@code present}, null for none. */
    Effect of(Operation operation, @Nullable EntryState present, long nowMs) {
        return switch (operation) {
            case Operation.Set set -> set(set, nowMs);
            case Operation.Delete _ -> new Effect(new Result.Deleted(present != null), null);
            case Operation.Get(var key) ->
                new Effect(new Result.Read(Optional.ofNullable(present).map(state -> state.entry(key))), present);
            case Operation.CompareAndSwap swap -> swap(swap, present, nowMs);
            case Operation.CompareAndDelete delete -> delete(delete, present);
            case Operation.Increment increment -> increment(increment, present, nowMs);
            case Operation.Expire expire -> expire(expire.ttl(), present, nowMs);
            case Operation.Persist _ -> persist(present, nowMs);
        };
    }

    /** A state that was never there before. */
    EntryState stored(Value value, Optional<Duration> ttl, long nowMs) {
        if (ttl.isPresent() && !ttl.get().isPositive()) {
            throw new Rejected("ttl", "must be at least 1ms", ttl.get().toString());
        }
        long expiresAt = ttl.isPresent() ? MemoryCalls.expiresAtMs(ttl.get(), nowMs) : EntryState.NEVER;
        return new EntryState(value, calls.nextVersion(), expiresAt);
    }

    static void checkNotNegative(Duration ttl) {
        if (ttl.isNegative()) {
            throw new Rejected("ttl", "must not be negative", ttl.toString());
        }
    }

    private Effect set(Operation.Set set, long nowMs) {
        EntryState next = stored(set.value(), set.ttl(), nowMs);
        return new Effect(new Result.Written(next.version()), next);
    }

    private Effect swap(Operation.CompareAndSwap swap, @Nullable EntryState present, long nowMs) {
        boolean matches = switch (swap.expected()) {
            case Expected.Absent _ -> present == null;
            case Expected.At(Version version) ->
                present != null && present.version().equals(version);
        };
        if (!matches) {
            return mismatch(present);
        }
        EntryState next = stored(swap.value(), swap.ttl(), nowMs);
        return new Effect(new Result.Compared(new Comparison(true, Optional.of(next.version()))), next);
    }

    private static Effect delete(Operation.CompareAndDelete delete, @Nullable EntryState present) {
        return present != null && present.version().equals(delete.expected())
                ? new Effect(new Result.Compared(new Comparison(true, Optional.empty())), null)
                : mismatch(present);
    }

    private static Effect mismatch(@Nullable EntryState present) {
        return new Effect(
                new Result.Compared(
                        new Comparison(false, Optional.ofNullable(present).map(EntryState::version))),
                present);
    }

    private Effect increment(Operation.Increment increment, @Nullable EntryState present, long nowMs) {
        long before = present == null ? increment.initial() : number(present.value());
        long sum = sum(before, increment.delta());
        Value value = new Value(ByteString.copyFromUtf8(Long.toString(sum)));
        EntryState next = present == null
                ? stored(value, increment.ttl(), nowMs)
                : new EntryState(value, calls.nextVersion(), present.expiresAtMs());
        return new Effect(new Result.Counted(new Count(sum, next.version())), next);
    }

    private static Effect expire(Duration ttl, @Nullable EntryState present, long nowMs) {
        checkNotNegative(ttl);
        if (present == null || ttl.isZero()) {
            return new Effect(new Result.Expiring(present != null), null);
        }
        return new Effect(new Result.Expiring(true), present.until(MemoryCalls.expiresAtMs(ttl, nowMs)));
    }

    private static Effect persist(@Nullable EntryState present, long nowMs) {
        EntryState next = present == null || present.expiresAtMs() == EntryState.NEVER
                ? present
                : present.until(EntryState.NEVER);
        return new Effect(new Result.Persisted(EntryState.ttl(present, nowMs)), next);
    }

    private static long number(Value value) {
        ByteString bytes = value.bytes();
        String text = bytes.size() > LONGEST_NUMBER ? "" : bytes.toStringUtf8();
        if (!NUMBER.matcher(text).matches()) {
            throw noNumber();
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw noNumber();
        }
    }

    private static Rejected noNumber() {
        return new Rejected("key", "must hold a whole number of 64 bits in decimal digits", "");
    }

    private static long sum(long before, long delta) {
        try {
            return Math.addExact(before, delta);
        } catch (ArithmeticException _) {
            throw new Rejected("delta", "must leave the counter within 64 bits", Long.toString(delta));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.rules;

import com.google.protobuf.ByteString;
import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.spi.keyvalue.entry.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a binding allows.
 *
 * @param valueBytesMax longest value, in bytes
 * @param defaultTtl time to live of a write that names none; empty for ever
 * @param idempotencyWindow how long the outcome of a write with an idempotency key is remembered
 * @param operationsMax most operations of one transaction
 */
public record KeyValueRules(
        long valueBytesMax, Optional<Duration> defaultTtl, Duration idempotencyWindow, int operationsMax) {

    /** Most parts of one batch. */
    public static final int BATCH_PARTS_MAX = 1_000;

    private static final Duration IDEMPOTENCY_WINDOW_MIN = Duration.ofSeconds(1);

    // A century; beyond it a sum with the clock could overflow in a backend.
    private static final long TTL_MILLIS_MAX = Duration.ofDays(36_500).toMillis();

    /**
     * Reads a binding's options.
     *
     * @throws GatewayException.Rejected when one is malformed
     */
    public static KeyValueRules of(OptionMap config) {
        Duration window = config.duration("idempotency-window");
        if (window.compareTo(IDEMPOTENCY_WINDOW_MIN) < 0) {
            throw new Rejected(config.where() + ".idempotency-window", "must be 1s or longer", window.toString());
        }
        return new KeyValueRules(
                config.bytes("max-value-size"),
                config.findDuration("default-ttl").filter(Duration::isPositive),
                window,
                config.number("max-operations"));
    }

    /**
     * A value that is not too long.
     *
     * @throws GatewayException.TooLarge when it is
     */
    public Value value(ByteString bytes) {
        if (bytes.size() > valueBytesMax) {
            throw new TooLarge("value", bytes.size(), valueBytesMax);
        }
        return new Value(bytes);
    }

    /**
     * The time to live of a write.
     *
     * @param seconds the field {@code ttl_seconds}, if present
     * @param millis the field {@code ttl_millis}, if present
     * @return empty for ever; never zero
     * @throws GatewayException.Rejected when both are present, or one is negative or longer than a century
     */
    public Optional<Duration> ttlOfWrite(OptionalLong seconds, OptionalLong millis) {
        if (seconds.isEmpty() && millis.isEmpty()) {
            return defaultTtl;
        }
        return Optional.of(ttl(seconds, millis)).filter(ttl -> !ttl.isZero());
    }

    /**
     * The time to live that an Expire asks for; zero ends the entry at once.
     *
     * @throws GatewayException.Rejected as {@link #ttlOfWrite}
     */
    public Duration ttl(OptionalLong seconds, OptionalLong millis) {
        if (seconds.isPresent() && millis.isPresent()) {
            throw new Rejected("ttl_millis", "must not be given together with ttl_seconds", "");
        }
        long amount = seconds.orElse(millis.orElse(0));
        long unit = seconds.isPresent() ? 1000 : 1;
        if (amount < 0 || amount > TTL_MILLIS_MAX / unit) {
            throw new Rejected(
                    seconds.isPresent() ? "ttl_seconds" : "ttl_millis",
                    "must be from 0 to %d".formatted(TTL_MILLIS_MAX / unit),
                    Long.toString(amount));
        }
        return Duration.ofMillis(amount * unit);
    }

    /**
     * Refuses a transaction without operations, and one with more than the binding allows.
     *
     * @throws GatewayException.Rejected naming {@code operations}
     */
    public void checkTransaction(int operations) {
        if (operations < 1 || operations > operationsMax) {
            throw new Rejected(
                    "operations", "must be 1 to %d operations".formatted(operationsMax), Integer.toString(operations));
        }
    }

    /**
     * Refuses a batch with more than {@value #BATCH_PARTS_MAX} parts.
     *
     * @throws GatewayException.Rejected naming {@code field}
     */
    public static void checkBatch(String field, int parts) {
        if (parts > BATCH_PARTS_MAX) {
            throw new Rejected(field, "must have at most %d parts".formatted(BATCH_PARTS_MAX), Integer.toString(parts));
        }
    }
}

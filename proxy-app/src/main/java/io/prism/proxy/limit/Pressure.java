// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.limit;

import io.micrometer.core.instrument.Counter;
import io.netty.channel.EventLoop;
import io.prism.core.config.NamespaceConfig.Priority;
import io.prism.core.failure.GatewayException.Busy;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How much more an event loop has to do than it can, and what is refused for it. A task that is due every
 * {@value #PERIOD_MILLIS} ms shows how late the loop is. What counts is the least lag of each interval, as in CoDel: one
 * long task or a collection of garbage is no overload, a loop that is late all the time is. From that the pressure follows
 * slowly, as in PIE (RFC 8033): by how far the lag is above its target and by how it changes, so that as much is refused
 * as is too much.
 *
 * <pre>
 * pressure  0 ─────────── 1 ─────────── 2 ────────── 2.9
 *             low: 0..100%  normal: 0..100%  high: 0..90%   refused
 * </pre>
 *
 * <p>Belongs to one event loop; others may read.
 */
public final class Pressure implements Runnable {

    static final double MOST = 2.9;
    static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long PERIOD_MILLIS = 20;
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
    /** One sample says nothing: it may be the one that waited for a long task. */
    private static final int SAMPLES_LEAST = 2;
    /** How far an interval moves the pressure: by the distance of the lag from its target, and by its change. */
    private static final double BY_DISTANCE = 0.05;

    private static final double BY_CHANGE = 0.1;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final double target;
    private final Map<Priority, Counter> shed;
    private volatile double pressure;
    private volatile long lag;
    private long sampled;
    private long begun;
    private long least = Long.MAX_VALUE;
    private int samples;

    /**
     * None.
     *
     * @param lagMost how late the loop may be, all the time; zero for ever
     * @param shed counts what is refused
     */
    Pressure(Duration lagMost, Map<Priority, Counter> shed) {
        this.target = lagMost.toNanos();
        this.shed = shed;
    }

    /** Samples {@code loop} from now on. */
    void start(EventLoop loop) {
        if (target > 0) {
            long now = System.nanoTime();
            sampled = now;
            begun = now;
            var _ = loop.scheduleWithFixedDelay(this, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        sample(Math.max(0, now - sampled - PERIOD_NANOS), now);
        sampled = now;
    }

    /**
     * Refuses a call when there is too much to do for it.
     *
     * @throws Busy then
     */
    public void check(Priority priority) {
        double now = pressure;
        if (now > 0 && refuses(priority, now)) {
            Objects.requireNonNull(shed.get(priority)).increment();
            throw new Busy(
                    "the proxy is overloaded and refuses calls of %s priority".formatted(priority.text()), RETRY_AFTER);
        }
    }

    /** How much is refused, 0 to {@value #MOST}. */
    public double pressure() {
        return pressure;
    }

    /** How late the loop was at least in the last interval. */
    public long lagNanos() {
        return lag;
    }

    /** The loop was late by {@code late} at {@code now}. */
    // The only writer is the loop.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void sample(long late, long now) {
        least = Math.min(least, late);
        samples++;
        if (samples < SAMPLES_LEAST || now - begun < INTERVAL_NANOS) {
            return;
        }
        double distance = Math.clamp(least / target - 1, -1, 1);
        double change = Math.clamp((least - lag) / target, -1, 1);
        pressure = Math.clamp(pressure + BY_DISTANCE * distance + BY_CHANGE * change, 0, MOST);
        lag = least;
        least = Long.MAX_VALUE;
        samples = 0;
        begun = now;
    }

    /** The share of a priority's calls that is refused at a pressure. */
    static double share(Priority priority, double pressure) {
        double from = switch (priority) {
            case LOW -> 0;
            case NORMAL -> 1;
            case HIGH -> 2;
        };
        return Math.clamp(pressure - from, 0, 1);
    }

    private static boolean refuses(Priority priority, double pressure) {
        double share = share(priority, pressure);
        return share > 0 && ThreadLocalRandom.current().nextDouble() < share;
    }
}

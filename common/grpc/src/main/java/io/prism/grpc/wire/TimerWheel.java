// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.wire;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of all calls of an event loop, on one timer: setting and clearing one costs a few writes and no
 * allocation. A deadline is found up to {@value #TICK_MILLIS} ms late and never early. The timer rests while there is no
 * deadline. Belongs to one event loop.
 */
public final class TimerWheel {

    private static final long TICK_MILLIS = 5;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    private static final int SLOTS = 1024;

    /** Something that ends at a moment. */
    public abstract static class Timed {
        private @Nullable Timed before;
        private @Nullable Timed after;
        private long at;
        private int slot = -1;

        /** The moment has come; it is not set any more. */
        protected abstract void expire();
    }

    private final EventLoop loop;
    private final @Nullable Timed[] slots = new Timed[SLOTS];
    private long swept = System.nanoTime() / TICK_NANOS;
    private int size;
    private boolean turning;

    /** A wheel with nothing on it. */
    public TimerWheel(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Sets when {@code timed} ends, in place of what was set before.
     *
     * @param at value of {@link System#nanoTime()} at that moment
     */
    public void set(Timed timed, long at) {
        clear(timed);
        if (!turning) {
            turning = true;
            swept = System.nanoTime() / TICK_NANOS;
            var _ = loop.schedule(this::turn, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
        long tick = Math.max(at / TICK_NANOS, swept) + 1;
        int slot = (int) (tick & SLOTS - 1);
        timed.at = at;
        timed.slot = slot;
        timed.before = null;
        timed.after = slots[slot];
        if (timed.after != null) {
            timed.after.before = timed;
        }
        slots[slot] = timed;
        size++;
    }

    /** Forgets {@code timed}, if it is set. */
    public void clear(Timed timed) {
        if (timed.slot < 0) {
            return;
        }
        Timed before = timed.before;
        Timed after = timed.after;
        if (before == null) {
            slots[timed.slot] = after;
        } else {
            before.after = after;
        }
        if (after != null) {
            after.before = before;
        }
        timed.slot = -1;
        timed.before = null;
        timed.after = null;
        size--;
    }

    private void turn() {
        long now = System.nanoTime();
        long tick = now / TICK_NANOS;
        // After a long stall every slot is looked at once.
        long first = Math.max(swept + 1, tick - SLOTS + 1);
        for (long passed = first; passed <= tick; passed++) {
            sweep((int) (passed & SLOTS - 1), now);
        }
        swept = Math.max(swept, tick);
        if (size == 0) {
            turning = false;
        } else {
            var _ = loop.schedule(this::turn, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep(int slot, long now) {
        Timed timed = slots[slot];
        while (timed != null) {
            Timed next = timed.after;
            if (timed.at - now <= 0) {
                clear(timed);
                timed.expire();
                // What has expired may have cleared the next one as well: then the list is read anew.
                if (next != null && next.slot != slot) {
                    next = slots[slot];
                }
            }
            timed = next;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** A clock that jumps, and a target that answers on it 1 ms after a call, or 1 ms after its stall. */
final class FakeWorld implements Ticks, CallTarget {

    static final long MILLI = 1_000_000;

    private record Answer(long at, Runnable answer) {}

    final List<Long> startedAt = new ArrayList<>();
    private final PriorityQueue<Answer> due = new PriorityQueue<>(Comparator.comparingLong(Answer::at));
    private final long stallFrom;
    private final long stallTo;
    private String failure = "";
    private long now;

    FakeWorld(long stallFromMillis, long stallToMillis) {
        this.stallFrom = stallFromMillis * MILLI;
        this.stallTo = stallToMillis * MILLI;
    }

    static FakeWorld steady() {
        return new FakeWorld(-1, -1);
    }

    FakeWorld failing(String why) {
        failure = why;
        return this;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void until(long nanos) {
        while (!due.isEmpty() && due.peek().at() <= nanos) {
            Answer next = due.remove();
            now = Math.max(now, next.at());
            next.answer().run();
        }
        now = Math.max(now, nanos);
    }

    @Override
    public void start(int lane, long number, Ended ended) {
        startedAt.add(now);
        boolean stalled = now >= stallFrom && now < stallTo;
        Runnable answer = failure.isEmpty() ? ended::ok : () -> ended.failed(failure);
        due.add(new Answer((stalled ? stallTo : now) + MILLI, answer));
    }
}

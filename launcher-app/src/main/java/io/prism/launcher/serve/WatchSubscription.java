// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import io.prism.contracts.launcher.WatchRequest;
import io.prism.contracts.launcher.WatchResponse;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.process.ProcessKey;
import io.prism.launcher.supervise.Fleet;
import io.prism.launcher.supervise.StateMoves.Move;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One who watches: first the processes that there are, then every move. What he has not read yet is kept up to
 * {@value #MOST_KEPT} moves; then his stream ends, and he begins anew with what there is.
 */
final class WatchSubscription implements Consumer<Move> {

    /** Most moves that are kept for one who does not read. */
    static final int MOST_KEPT = 1_000;

    private static final Duration SOON = Duration.ofSeconds(1);

    private final WatchRequest request;
    private final Fleet fleet;
    private final InstantSource clock;
    private final WatchStream.Flow flow;
    private final MultiEmitter<? super WatchResponse> out;
    private final Executor threads;
    private final ConcurrentLinkedQueue<Move> kept = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    // Above zero while one thread writes; the others only leave word that there is more.
    private final AtomicInteger work = new AtomicInteger();
    private boolean begun;

    WatchSubscription(
            WatchRequest request,
            Fleet fleet,
            InstantSource clock,
            WatchStream.Flow flow,
            MultiEmitter<? super WatchResponse> out,
            Executor threads) {
        this.request = request;
        this.fleet = fleet;
        this.clock = clock;
        this.flow = flow;
        this.out = out;
        this.threads = threads;
    }

    /** Begins; ends when the caller does. */
    void begin(Runnable ended) {
        // Listening comes first, so that no move is left out between the two.
        fleet.moves().listen(this);
        out.onTermination(() -> {
            fleet.moves().leave(this);
            ended.run();
        });
        flow.onReady(this::write);
        write();
    }

    /** Takes note of a move; returns at once. */
    @Override
    public void accept(Move move) {
        if (wanted(move.key())) {
            kept.add(move);
            size.incrementAndGet();
            write();
        }
    }

    private void write() {
        if (work.getAndIncrement() == 0) {
            threads.execute(this::writeAll);
        }
    }

    private void writeAll() {
        int seen;
        do {
            seen = work.get();
            present();
            moves();
            if (size.get() > MOST_KEPT) {
                fleet.moves().leave(this);
                out.fail(new Busy(
                        "more than %d changes wait for this watcher to read; watch again".formatted(MOST_KEPT), SOON));
                return;
            }
        } while (work.addAndGet(-seen) > 0);
    }

    private void present() {
        if (begun) {
            return;
        }
        begun = true;
        fleet.processes().stream()
                .filter(process -> wanted(process.key()))
                .forEach(process -> out.emit(Replies.present(process, clock.instant())));
    }

    private void moves() {
        while (flow.ready()) {
            Move next = kept.poll();
            if (next == null) {
                return;
            }
            size.decrementAndGet();
            out.emit(Replies.change(next, clock.instant()));
        }
    }

    private boolean wanted(ProcessKey key) {
        return (request.getPatternName().isEmpty() || request.getPatternName().equals(key.pattern()))
                && (request.getNamespace().isEmpty() || request.getNamespace().equals(key.namespace()));
    }
}

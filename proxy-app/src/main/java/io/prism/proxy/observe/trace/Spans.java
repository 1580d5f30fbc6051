// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prism.proxy.observe.backlog.Backlog;
import io.prism.proxy.observe.trace.Export.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spans on their way to the collector, in batches, one batch at a time. Whoever adds one never waits; what the collector
 * cannot take in time is dropped and counted. Safe for use by many threads.
 *
 * <pre>
 * resting ──timer──▶ sending ──taken──▶ resting
 *                      │  ▲ not now: the same batch again, later each time, until it is given up
 *                      └──┘
 * </pre>
 */
public final class Spans {

    private static final Logger LOG = LoggerFactory.getLogger(Spans.class);
    private static final int WAITING_MAX = 8_192;
    private static final int BATCH_MAX = 512;
    private static final int TRIES_MAX = 5;
    private static final long REST_MILLIS = 500;
    private static final long PAUSE_FIRST_MILLIS = 1_000;

    private final Vertx vertx;
    private final Export export;
    private final Backlog<Span> backlog;
    private final Counter exported;
    private final Counter dropped;
    private final Promise<Void> closed = Promise.promise();
    private volatile boolean closing;
    private volatile boolean complained;

    /** Spans that go out by {@code export}. */
    public Spans(Vertx vertx, Export export, MeterRegistry registry) {
        this.vertx = vertx;
        this.export = export;
        this.exported = Counter.builder("prism.proxy.spans.exported")
                .description("spans that the collector has taken")
                .register(registry);
        this.dropped = Counter.builder("prism.proxy.spans.dropped")
                .description("spans that there was no room for, or that the collector did not take")
                .register(registry);
        this.backlog = new Backlog<>(WAITING_MAX, dropped);
        rest();
    }

    /** Keeps a span until it is sent. */
    void keep(Span span) {
        backlog.offer(span);
    }

    /** Sends what there is, once, and ends. */
    public Future<Void> close() {
        closing = true;
        return closed.future();
    }

    private void rest() {
        vertx.setTimer(REST_MILLIS, _ -> turn());
    }

    private void turn() {
        boolean last = closing;
        List<Span> batch = backlog.take(BATCH_MAX);
        if (!batch.isEmpty()) {
            send(batch, 1);
        } else if (last) {
            export.close();
            closed.tryComplete();
        } else {
            rest();
        }
    }

    private void send(List<Span> batch, int attempt) {
        export.send(batch).onComplete(sent -> {
            Outcome outcome = sent.succeeded() ? sent.result() : Outcome.NEVER;
            switch (outcome) {
                case TAKEN -> {
                    complained = false;
                    exported.increment(batch.size());
                    turn();
                }
                case LATER -> {
                    complain();
                    if (attempt < TRIES_MAX && !closing) {
                        vertx.setTimer(PAUSE_FIRST_MILLIS << (attempt - 1), _ -> send(batch, attempt + 1));
                    } else {
                        giveUp(batch);
                    }
                }
                case NEVER -> {
                    complain();
                    giveUp(batch);
                }
            }
        });
    }

    private void giveUp(List<Span> batch) {
        dropped.increment(batch.size());
        rest();
    }

    private void complain() {
        if (!complained) {
            complained = true;
            LOG.warn("the collector does not take spans; what there is no room for is dropped");
        }
    }
}

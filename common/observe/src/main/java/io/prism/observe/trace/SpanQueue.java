// SPDX-License-Identifier: Apache-2.0
package io.prism.observe.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.prism.observe.backlog.Backlog;
import io.vertx.core.Context;
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
 *                      │  ▲ not taken: the same batch once more, then it is given up
 *                      └──┘
 * </pre>
 *
 * <p>What the protocol lets be sent again at once the exporter sends again, for as long as one sending may take.
 */
public final class SpanQueue {

    private static final Logger LOG = LoggerFactory.getLogger(SpanQueue.class);
    private static final int WAITING_MAX = 8_192;
    private static final int BATCH_MAX = 512;
    private static final int SENDINGS_MAX = 2;
    private static final long REST_MILLIS = 500;
    private static final long PAUSE_MILLIS = 1_000;

    private final Vertx vertx;
    private final Context loop;
    private final SpanExporter exporter;
    private final EndedSpan.Origin origin;
    private final Backlog<SpanData> backlog;
    private final Counter exported;
    private final Counter dropped;
    private final Promise<Void> closed = Promise.promise();
    private volatile boolean closing;
    private boolean complained;

    /**
     * Spans that go out by {@code export}.
     *
     * @param scope what the part of the program is called that makes them, such as {@code io.prism.proxy}
     * @param meters where those exported and dropped are counted
     * @param prefix what the names of these counts begin with
     */
    public SpanQueue(Vertx vertx, SpanExport export, String scope, MeterRegistry meters, String prefix) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.exporter = export.exporter();
        this.origin = new EndedSpan.Origin(export.resource(), InstrumentationScopeInfo.create(scope));
        this.exported = Counter.builder(prefix + ".spans.exported")
                .description("spans that the collector has taken")
                .register(meters);
        this.dropped = Counter.builder(prefix + ".spans.dropped")
                .description("spans that there was no room for, or that the collector did not take")
                .register(meters);
        this.backlog = new Backlog<>(WAITING_MAX, dropped);
        loop.runOnContext(_ -> rest());
    }

    /**
     * Keeps the span of something that has ended until it is sent.
     *
     * @param events what happened meanwhile
     */
    public void keep(TraceContext context, SpanWork work, SpanPeriod period, List<EventData> events) {
        backlog.offer(new EndedSpan(context, work, period, events, origin));
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
        List<SpanData> batch = backlog.take(BATCH_MAX);
        if (!batch.isEmpty()) {
            send(batch, 1);
        } else if (last) {
            exporter.shutdown();
            closed.tryComplete();
        } else {
            rest();
        }
    }

    private void send(List<SpanData> batch, int sending) {
        // Not on the loop: spans are written out at once, and the first time loads the exporter's client.
        vertx.executeBlocking(() -> exporter.export(batch), false)
                .onSuccess(result ->
                        result.whenComplete(() -> loop.runOnContext(_ -> sent(batch, sending, result.isSuccess()))))
                .onFailure(_ -> sent(batch, sending, false));
    }

    private void sent(List<SpanData> batch, int sending, boolean taken) {
        if (taken) {
            complained = false;
            exported.increment(batch.size());
            turn();
            return;
        }
        complain();
        if (sending < SENDINGS_MAX && !closing) {
            vertx.setTimer(PAUSE_MILLIS, _ -> send(batch, sending + 1));
        } else {
            dropped.increment(batch.size());
            rest();
        }
    }

    private void complain() {
        if (!complained) {
            complained = true;
            LOG.warn("the collector does not take spans; what there is no room for is dropped");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prism.core.process.CollectorVariables;
import io.prism.observe.trace.SpanExport;
import io.prism.observe.trace.SpanQueue;
import io.prism.pattern.observe.RpcObserver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a pattern host tells about its calls: metrics for whoever asks, and spans where its environment names a collector,
 * which the launcher sees to. Safe for use by many threads.
 */
// It is the registry that the proxy has.
@SuppressWarnings("deprecation")
final class HostTelemetry {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Optional<SpanQueue> spans;
    private final RpcObserver observer;

    HostTelemetry(Vertx vertx, Map<String, String> environment) {
        // Without a collector the exporter is not even loaded.
        this.spans = CollectorVariables.ask(environment)
                ? SpanExport.open("prism-pattern-host", Optional.empty())
                        .map(export -> new SpanQueue(vertx, export, "io.prism.pattern", meters, "prism.pattern"))
                : Optional.empty();
        this.observer = new RpcObserver(Optional.of(meters), spans, RpcObserver.Side.CALLED, Clock.systemUTC());
    }

    /** Sees the calls of all bindings. */
    RpcObserver observer() {
        return observer;
    }

    /** Sees calls that are not real, of which nothing is told. */
    static RpcObserver rehearsal() {
        return new RpcObserver(
                Optional.of(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)),
                Optional.empty(),
                RpcObserver.Side.CALLED,
                Clock.systemUTC());
    }

    /** All metrics, in the format of Prometheus. */
    String scrape() {
        return meters.scrape();
    }

    /** Sends the spans that wait, and ends. */
    Future<Void> close() {
        return spans.map(SpanQueue::close).orElseGet(Future::succeededFuture);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http2.Http2Headers;
import io.prism.core.Keyspace;
import io.prism.core.config.ObserveConfig;
import io.prism.grpc.wire.Client;
import io.prism.proxy.observe.log.AccessLine;
import io.prism.proxy.observe.log.AccessLog;
import io.prism.proxy.observe.trace.Export;
import io.prism.proxy.observe.trace.Span;
import io.prism.proxy.observe.trace.Spans;
import io.prism.proxy.observe.trace.TraceContext;
import io.prism.proxy.observe.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees every call at the door, and tells metrics, tracing and the access log how it ended. Safe for use by many threads. */
public final class Observer {

    private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final MeterRegistry meters;
    private final InstantSource clock;
    private final BindingMeters nowhere;
    private final AccessLog log;
    private final Optional<Spans> spans;
    private final @Nullable Tracer tracer;

    /**
     * An observer.
     *
     * @param vertx carries spans to the collector
     * @param config what is told beside metrics
     * @param meters where calls are counted
     * @param out where the access log is written
     * @param clock tells when calls ended
     */
    public Observer(Vertx vertx, ObserveConfig config, MeterRegistry meters, OutputStream out, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        this.nowhere = BindingMeters.nowhere(meters);
        this.log = new AccessLog(config.accessLog(), out, meters);
        this.spans = config.tracing().collector().map(at -> new Spans(vertx, new Export(vertx, at), meters));
        this.tracer = spans.map(kept -> new Tracer(config.tracing().sampleRatio(), kept))
                .orElse(null);
    }

    /** Where calls are counted. */
    public MeterRegistry meters() {
        return meters;
    }

    /**
     * A call has come. Its headers carry a request id from now on.
     *
     * @param path what it calls: {@code /package.Service/Method}
     */
    public ObservedCall begin(Client client, Http2Headers headers, String path) {
        return begin(client, RequestIds.of(headers), path);
    }

    /**
     * A call has come.
     *
     * @param requestId what it is known by
     * @param path what it calls
     */
    public ObservedCall begin(Client client, CharSequence requestId, String path) {
        return new ObservedCall(this, client, path, requestId);
    }

    /** Sends and writes what waits, and ends. */
    public Future<Void> close() {
        log.close();
        return spans.map(Spans::close).orElseGet(Future::succeededFuture);
    }

    BindingMeters nowhere() {
        return nowhere;
    }

    @Nullable
    TraceContext follow(Http2Headers request) {
        return tracer == null ? null : tracer.follow(request);
    }

    @Nullable
    TraceContext follow(Map<String, String> metadata) {
        return tracer == null ? null : tracer.follow(metadata);
    }

    void ended(ObservedCall call, int code, long nanos) {
        MethodMeters method = call.binding().of(call.path());
        TraceContext span = call.span();
        if (tracer != null && span != null && span.sampled()) {
            Exemplars.counting(span);
            method.record(code, nanos);
            Exemplars.counting(null);
            tracer.ended(span(call, span, method, code, nanos));
        } else {
            method.record(code, nanos);
        }
        if (log.wants(code)) {
            log.add(line(call, span, code, nanos));
        }
    }

    private Span span(ObservedCall call, TraceContext context, MethodMeters method, int code, long nanos) {
        Keyspace binding = call.binding().binding();
        Instant now = clock.instant();
        return new Span(
                context,
                method.method(),
                binding.namespace(),
                binding.binding(),
                code,
                GrpcCodes.serverFault(code),
                call.requestId().toString(),
                now.getEpochSecond() * NANOS_PER_SECOND + now.getNano(),
                nanos);
    }

    private AccessLine line(ObservedCall call, @Nullable TraceContext span, int code, long nanos) {
        Keyspace binding = call.binding().binding();
        return new AccessLine(
                clock.instant(),
                call.requestId().toString(),
                span == null ? "" : span.traceId(),
                call.client().remote(),
                binding.namespace(),
                binding.binding(),
                call.path(),
                GrpcCodes.name(code),
                nanos);
    }
}

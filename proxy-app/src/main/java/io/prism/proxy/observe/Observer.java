// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http2.Http2Headers;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.EventData;
import io.prism.core.Keyspace;
import io.prism.core.config.ObserveConfig;
import io.prism.grpc.wire.Client;
import io.prism.grpc.wire.StatusCodes;
import io.prism.observe.trace.SpanExport;
import io.prism.observe.trace.SpanPeriod;
import io.prism.observe.trace.SpanQueue;
import io.prism.observe.trace.SpanWork;
import io.prism.observe.trace.TraceContext;
import io.prism.pattern.observe.RpcObserver;
import io.prism.proxy.observe.log.AccessLine;
import io.prism.proxy.observe.log.AccessLog;
import io.prism.proxy.observe.trace.Tracer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sees every call at the door, and tells metrics, tracing and the access log how it ended. Safe for use by many threads. */
public final class Observer {

    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("rpc.system");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("rpc.grpc.status_code");
    private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("prism.namespace");
    private static final AttributeKey<String> BINDING = AttributeKey.stringKey("prism.binding");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("prism.request_id");
    private static final String SENT = "sent to process";

    private final MeterRegistry meters;
    private final InstantSource clock;
    private final BindingMeters nowhere;
    private final AccessLog log;
    private final Optional<SpanQueue> spans;
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
        this.nowhere = BindingMeters.nowhere(new ProxyMeters(meters));
        this.log = new AccessLog(config.accessLog(), out, new ProxyMeters(meters).logLinesDropped());
        this.spans = config.tracing()
                .collector()
                .flatMap(at -> SpanExport.open("prism-proxy", Optional.of(at.endpoint())))
                .map(export -> new SpanQueue(vertx, export, "io.prism.proxy", meters, "prism.proxy"));
        this.tracer = spans.isPresent() ? new Tracer(config.tracing().sampleRatio()) : null;
    }

    /** Sees what embedded bindings ask of backends, for the traces of their calls. */
    public RpcObserver embedded() {
        return spans.isPresent()
                ? new RpcObserver(Optional.empty(), spans, RpcObserver.Side.EMBEDDED, clock)
                : RpcObserver.NONE;
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
        return spans.map(SpanQueue::close).orElseGet(Future::succeededFuture);
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
        if (span != null && span.sampled()) {
            Exemplars.counting(span);
            method.record(code, nanos);
            Exemplars.counting(null);
            SpanWork work = work(call, method, code);
            SpanPeriod period = SpanPeriod.ending(clock.instant(), nanos);
            spans.ifPresent(kept -> kept.keep(span, work, period, sends(call, period)));
        } else {
            method.record(code, nanos);
        }
        if (log.wants(code)) {
            log.add(line(call, span, code, nanos));
        }
    }

    private static SpanWork work(ObservedCall call, MethodMeters method, int code) {
        Keyspace binding = call.binding().binding();
        return new SpanWork(
                SpanKind.SERVER,
                method.method(),
                Attributes.builder()
                        .put(SYSTEM, "grpc")
                        .put(STATUS, code)
                        .put(NAMESPACE, binding.namespace())
                        .put(BINDING, binding.binding())
                        .put(REQUEST_ID, call.requestId().toString())
                        .build(),
                StatusCodes.serverFault(code));
    }

    private static List<EventData> sends(ObservedCall call, SpanPeriod period) {
        return call.sends().stream()
                .map(after -> EventData.create(period.beganNanos() + after, SENT, Attributes.empty()))
                .toList();
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
                StatusCodes.name(code),
                nanos);
    }
}

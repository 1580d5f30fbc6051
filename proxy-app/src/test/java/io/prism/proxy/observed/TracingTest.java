// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observed;

import static io.prism.proxy.observed.EchoCalls.TRACEPARENT;
import static io.prism.proxy.observed.EchoCalls.TRACESTATE;
import static io.prism.proxy.observed.EchoCalls.with;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import io.prism.proxy.fidelity.Stage;
import io.prism.testkit.trace.SpanCollector;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Traces through the door, with a collector that reads them by the protocol's own classes. */
class TracingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final String SAMPLED = "00-" + TRACE + "-" + CALLER + "-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-" + CALLER + "-00";

    private SpanCollector collector;

    @BeforeEach
    void listen() throws IOException {
        collector = new SpanCollector();
    }

    @AfterEach
    void close() {
        collector.close();
    }

    @Test
    void continuesATraceAndExportsItsSpan() throws IOException, InterruptedException {
        try (Stage stage = stage("0")) {
            // Given
            EchoCalls calls = serving(stage);
            Metadata metadata = with(TRACEPARENT, SAMPLED);
            metadata.put(TRACESTATE, "vendor=1");
            metadata.put(EchoCalls.REQUEST_ID, "order-7");

            // When
            calls.call("Good", metadata);

            // Then
            Span span = onlySpan();
            Metadata seen = calls.seen();
            assertThat(hex(span.getTraceId())).isEqualTo(TRACE);
            assertThat(hex(span.getParentSpanId())).isEqualTo(CALLER);
            assertThat(seen.getAll(TRACEPARENT)).containsExactly("00-" + TRACE + "-" + hex(span.getSpanId()) + "-01");
            assertThat(seen.getAll(TRACESTATE)).containsExactly("vendor=1");
            assertThat(span.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
            assertThat(span.getName()).isEqualTo("other");
            assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_UNSET);
            assertThat(text(span, "prism.namespace")).isEqualTo("default");
            assertThat(text(span, "prism.binding")).isEqualTo("echo");
            assertThat(text(span, "prism.request_id")).isEqualTo("order-7");
            assertThat(Duration.between(
                                    time(span.getEndTimeUnixNano()),
                                    InstantSource.system().instant())
                            .abs())
                    .isLessThan(Duration.ofMinutes(1));
            assertThat(span.getEndTimeUnixNano() - span.getStartTimeUnixNano())
                    .isBetween(1L, TimeUnit.SECONDS.toNanos(10));
            assertThat(collector.received().getFirst().getResource().getAttributesList())
                    .extracting(KeyValue::getKey)
                    .contains("service.name");
        }
    }

    @Test
    void showsWhenACallWasSentToItsProcess() throws IOException {
        try (Stage stage = stage("1")) {
            // Given
            EchoCalls calls = serving(stage);

            // When: the first call waits until its process has been found.
            calls.call("Good", new Metadata());

            // Then
            Span span = onlySpan();
            assertThat(span.getEventsList()).singleElement().satisfies(sent -> {
                assertThat(sent.getName()).isEqualTo("sent to process");
                assertThat(sent.getTimeUnixNano()).isBetween(span.getStartTimeUnixNano(), span.getEndTimeUnixNano());
            });
        }
    }

    @Test
    void keepsToWhatTheClientDecided() throws IOException, InterruptedException {
        try (Stage stage = stage("1")) {
            // Given
            EchoCalls calls = serving(stage);

            // When
            calls.call("Good", with(TRACEPARENT, NOT_SAMPLED));
            calls.call("Good", with(TRACEPARENT, SAMPLED));

            // Then
            assertThat(hex(onlySpan().getTraceId())).isEqualTo(TRACE);
            assertThat(calls.seen().get(TRACEPARENT)).startsWith("00-" + TRACE).endsWith("-00");
        }
    }

    @Test
    void beginsATraceWhereThereIsNone() throws IOException, InterruptedException {
        try (Stage stage = stage("1")) {
            // Given
            EchoCalls calls = serving(stage);
            Metadata metadata = with(TRACEPARENT, "not a trace");
            metadata.put(TRACESTATE, "vendor=1");

            // When
            calls.call("Bad", metadata);

            // Then
            Span span = onlySpan();
            Metadata seen = calls.seen();
            assertThat(seen.get(TRACEPARENT))
                    .isEqualTo("00-" + hex(span.getTraceId()) + "-" + hex(span.getSpanId()) + "-03");
            assertThat(seen.containsKey(TRACESTATE)).isFalse();
            assertThat(span.getParentSpanId()).isEmpty();
            assertThat(span.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        }
    }

    @Test
    void exportsTheShareThatIsConfigured() throws IOException {
        try (Stage stage = stage("0.2")) {
            // Given
            EchoCalls calls = serving(stage);

            // When
            for (int i = 0; i < 1_000; i++) {
                calls.call("Good", new Metadata());
            }

            // Then
            // Six standard deviations either way.
            Awaitility.await()
                    .during(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(collector.spans()).hasSizeBetween(124, 276));
        }
    }

    @Test
    void sendsSpansAgainThatTheCollectorCouldNotTake() throws IOException {
        try (Stage stage = stage("1")) {
            // Given
            collector.refuse(1);

            // When
            serving(stage).call("Good", new Metadata());

            // Then
            onlySpan();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(stage.meters()
                                    .get("prism.proxy.spans.exported")
                                    .counter()
                                    .count())
                            .isEqualTo(1));
        }
    }

    @Test
    void givesUpWaitingForACollectorThatDoesNotAnswer() throws IOException {
        try (Stage stage = stage("1")) {
            // Given
            collector.ignoreOne();

            // When
            serving(stage).call("Good", new Metadata());

            // Then
            // Ten seconds for the answer, and one until it is sent again.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !collector.spans().isEmpty());
            assertThat(collector.spans()).hasSize(1);
        }
    }

    @Test
    void servesWhenThereIsNoCollector() throws IOException {
        // Given
        collector.close();
        try (Stage stage = stage("1")) {
            EchoCalls calls = serving(stage);

            // When
            for (int i = 0; i < 100; i++) {
                calls.call("Good", new Metadata());
            }

            // Then
            Awaitility.await()
                    .untilAsserted(() -> assertThat(stage.meters()
                                    .get("prism.proxy.requests")
                                    .tag("code", "OK")
                                    .counter()
                                    .count())
                            .isEqualTo(100));
        }
    }

    @Test
    void leadsFromTheHistogramToTraces() throws IOException {
        try (Stage stage = stage("0")) {
            // When
            serving(stage).call("Good", with(TRACEPARENT, SAMPLED));

            // Then
            onlySpan();
            assertThat(stage.meters()
                            .scrape(TextFormat.CONTENT_TYPE_OPENMETRICS_100)
                            .lines())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("prism_proxy_duration_seconds_bucket")
                            .contains("trace_id=\"" + TRACE + "\""));
        }
    }

    private Stage stage(String ratio) throws IOException {
        return new Stage("tracing: { endpoint: \"%s\", sample-ratio: %s }".formatted(collector.endpoint(), ratio), "");
    }

    private static EchoCalls serving(Stage stage) {
        EchoCalls calls = new EchoCalls(stage);
        calls.serve("Good", Status.OK);
        calls.serve("Bad", Status.UNAVAILABLE);
        return calls;
    }

    private Span onlySpan() {
        Awaitility.await().until(() -> !collector.spans().isEmpty());
        assertThat(collector.spans()).hasSize(1);
        return collector.spans().getFirst();
    }

    private static String text(Span span, String key) {
        return requireNonNull(span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse(null));
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static Instant time(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.prism.contracts.Contracts;
import io.prism.core.Keyspace;
import io.prism.core.config.ObserveConfig;
import io.prism.grpc.wire.Peer;
import io.prometheus.client.CollectorRegistry;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever clients send, the number of series is bounded by the configuration. */
// It is the registry that Quarkus has.
@SuppressWarnings("deprecation")
class CardinalityTest {

    private static final int CALLS = 1_000_000;
    private static final String SERVICE = Contracts.services().stream()
            .map(service -> service.getFullName())
            .filter(name -> name.endsWith("KeyValueBasicInterface"))
            .findFirst()
            .orElseThrow();
    private static final int METHODS = Contracts.services().stream()
            .filter(service -> service.getFullName().equals(SERVICE))
            .mapToInt(service -> service.getMethods().size())
            .sum();

    private final Vertx vertx = Vertx.vertx();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new CollectorRegistry(), Clock.SYSTEM);
    private final Observer observer = new Observer(
            vertx,
            new ObserveConfig(
                    new ObserveConfig.Tracing(Optional.empty(), 1),
                    new ObserveConfig.AccessLog(ObserveConfig.Calls.NONE, 0)),
            meters,
            OutputStream.nullOutputStream(),
            InstantSource.system());

    @AfterEach
    void close() {
        observer.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void countsAMillionDifferentCallsInAHandfulOfSeries() {
        // Given
        Peer client = TestPeer.make();
        BindingMeters binding =
                BindingMeters.of(new ProxyMeters(meters), new Keyspace("orders", "kv"), Set.of(SERVICE));

        // When
        for (int i = 0; i < CALLS; i++) {
            Http2Headers headers = new DefaultHttp2Headers(false);
            headers.set(RequestIds.HEADER, "request-" + i);
            headers.set("prism-session", "session-" + i);
            headers.set("key", "key-" + i);
            ObservedCall call = observer.begin(client, headers, "/" + SERVICE + "/Method" + i);
            if (i % 2 == 0) {
                call.reached(binding);
            }
            call.end(i % 17);
        }

        // Then
        String scraped = meters.scrape();
        double counted = meters.find("prism.proxy.requests").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
        assertThat(counted).isEqualTo(CALLS);
        // Codes, buckets, sum, count and max, for the binding and for calls that reached none.
        assertThat(series(scraped)).isLessThanOrEqualTo(2 * (17 + 16 + 3) + 2);
        assertThat(scraped).contains("method=\"other\"").doesNotContain("Method1", "request-", "session-", "key-");
    }

    @Test
    void countsTheMethodsOfTheContractByName() {
        // Given
        BindingMeters binding =
                BindingMeters.of(new ProxyMeters(meters), new Keyspace("orders", "kv"), Set.of(SERVICE));

        // When
        Contracts.services().stream()
                .filter(service -> service.getFullName().equals(SERVICE))
                .flatMap(service -> service.getMethods().stream())
                .forEach(method ->
                        binding.of("/" + SERVICE + "/" + method.getName()).record(0, 1_000_000));

        // Then
        assertThat(METHODS).isGreaterThan(2);
        assertThat(meters.find("prism.proxy.requests").counters())
                .hasSize(METHODS)
                .allSatisfy(counter -> assertThat(counter.count()).isEqualTo(1));
        assertThat(meters.scrape())
                .contains("prism_proxy_requests_total{binding=\"kv\",code=\"OK\",method=\"" + SERVICE + "/Set\"")
                .contains("prism_proxy_duration_seconds_bucket{binding=\"kv\",method=\"" + SERVICE + "/Get\"");
    }

    @Test
    void keepsTheLivesOfStreamsOutOfTheTimesOfAnswers() {
        // Given
        String scan = "prism.interfaces.keyvalue.KeyValueScanInterface";
        BindingMeters binding = BindingMeters.of(new ProxyMeters(meters), new Keyspace("orders", "kv"), Set.of(scan));

        // When: a stream of an hour, and an answer of a millisecond.
        binding.of("/" + scan + "/Scan").record(0, Duration.ofHours(1).toNanos());
        binding.of("/" + scan + "/Count").record(0, Duration.ofMillis(1).toNanos());

        // Then
        assertThat(meters.get("prism.proxy.requests").counters()).hasSize(2);
        assertThat(meters.get("prism.proxy.duration").timers())
                .singleElement()
                .satisfies(timer -> assertThat(timer.max(TimeUnit.SECONDS)).isLessThan(1));
        assertThat(meters.get("prism.proxy.stream.duration").timer().totalTime(TimeUnit.HOURS))
                .isEqualTo(1);
    }

    private static long series(String scraped) {
        return scraped.lines().filter(line -> line.startsWith("prism_proxy_")).count();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.prism.core.Keyspace;
import io.prism.core.config.ObserveConfig;
import io.prometheus.client.CollectorRegistry;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What observing a call costs in memory, with tracing and the access log off. */
// It is the registry that Quarkus has.
@Tag("measure")
@SuppressWarnings("deprecation")
class AllocationTest {

    private static final int CALLS = 100_000;
    private static final String SERVICE = "prism.interfaces.keyvalue.KeyValueBasicInterface";
    private static final String PATH = "/" + SERVICE + "/Get";
    private static final AsciiString GIVEN = AsciiString.cached("order-7");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
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
    private final BindingMeters binding =
            BindingMeters.of(new ProxyMeters(meters), new Keyspace("orders", "kv"), Set.of(SERVICE));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void isOneSmallObjectWhenTheClientNamesItsCalls() {
        // Given
        Http2Headers headers = new DefaultHttp2Headers(false).set(RequestIds.HEADER, GIVEN);
        bytesOfACall(headers, false);

        // When
        long bytes = bytesOfACall(headers, false);

        // Then
        assertThat(bytes).isLessThanOrEqualTo(72);
    }

    @Test
    void isTheNameAndItsHeaderBesidesWhenTheClientDoesNot() {
        // Given
        Http2Headers headers = new DefaultHttp2Headers(false);
        bytesOfACall(headers, true);

        // When
        long bytes = bytesOfACall(headers, true);

        // Then
        assertThat(bytes).isLessThanOrEqualTo(72 + 24 + 40 + 56);
    }

    private long bytesOfACall(Http2Headers headers, boolean unnamed) {
        var client = TestPeer.make();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            if (unnamed) {
                headers.remove(RequestIds.HEADER);
            }
            ObservedCall call = observer.begin(client, headers, PATH);
            call.trace(headers);
            call.reached(binding);
            call.end(0);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static io.prism.proxy.fidelity.Recorder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCalls;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A door with more to do than it can. What a call costs is said by the test, so that no machine is too fast for it: each
 * call that was let in occupies the event loops for some milliseconds.
 */
class OverloadTest {

    private static final Duration COST = Duration.ofMillis(4);
    private static final int LOW_CALLERS = 40;
    private static final int HIGH_CALLERS = 4;
    private static final String NAMESPACES = """
            priority: low
              - name: vip
                isolation: namespace
                priority: high
                bindings: [{ name: echo, pattern: echo }]
            """.stripTrailing();
    private static final MethodDescriptor<byte[], byte[]> HEALTH =
            Bytes.method("grpc.health.v1.Health", "Check", MethodType.UNARY);

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong costNanos = new AtomicLong(COST.toNanos());
    private final List<Thread> callers = new ArrayList<>();
    private @Nullable Stage opened;

    /** What callers of one namespace heard. */
    private static final class Heard {
        private final AtomicInteger served = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final Queue<Status> odd = new ConcurrentLinkedQueue<>();

        void clear() {
            served.set(0);
            refused.set(0);
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        stop.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void servesHighPriorityWhileItRefusesLowAndEverybodyAfterwards() throws IOException, InterruptedException {
        // Given
        Stage stage = stage();
        Heard low = new Heard();
        Heard high = new Heard();
        occupy(stage);

        // When
        for (int i = 0; i < LOW_CALLERS; i++) {
            call(stage, "default", low);
        }
        for (int i = 0; i < HIGH_CALLERS; i++) {
            call(stage, "vip", high);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> low.refused.get() > 300);

        // Then
        low.clear();
        high.clear();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> low.served.get() > 100 && low.refused.get() > 100 && high.served.get() > 100);
        System.out.printf(
                "overload: low %d served, %d refused; high %d served, %d refused; pressure %.2f%n",
                low.served.get(), low.refused.get(), high.served.get(), high.refused.get(), pressure(stage));
        assertThat(high.refused).hasValue(0);
        assertThat(low.odd).isEmpty();
        assertThat(high.odd).isEmpty();
        assertThat(stage.meters()
                        .get("prism.proxy.shed")
                        .tag("priority", "low")
                        .counter()
                        .count())
                .isGreaterThan(300);
        assertThat(stage.meters()
                        .get("prism.proxy.shed")
                        .tag("priority", "high")
                        .counter()
                        .count())
                .isZero();
        assertRefusesJson(stage);
        assertAnswersHealth(stage);

        // When
        costNanos.set(0);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> pressure(stage) == 0);
        low.clear();
        high.clear();
        Awaitility.await().until(() -> low.served.get() > 500 && high.served.get() > 50);

        // Then
        assertThat(low.refused).hasValue(0);
        assertThat(high.refused).hasValue(0);
    }

    private void assertRefusesJson(Stage stage) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var get = HttpRequest.newBuilder(
                            URI.create("http://" + stage.door() + "/v1/default/echo/KeyValueBasic/Exists?key=a"))
                    .build();
            HttpResponse<String> answer = client.send(get, BodyHandlers.ofString());
            for (int i = 0; i < 1_000 && answer.statusCode() != 429; i++) {
                answer = client.send(get, BodyHandlers.ofString());
            }
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
            assertThat(answer.body()).contains("TOO_MANY_REQUESTS", "overloaded");
        }
    }

    private static void assertAnswersHealth(Stage stage) {
        for (int i = 0; i < 20; i++) {
            byte[] serving = ClientCalls.blockingUnaryCall(stage.channel(), HEALTH, CallOptions.DEFAULT, bytes(""));
            assertThat(serving).containsExactly(8, 1);
        }
    }

    private Stage stage() throws IOException {
        Stage stage = new Stage("limits: { overload-lag: 20ms }", NAMESPACES);
        opened = stage;
        stage.serve("Unary", MethodType.UNARY, echo());
        stage.serve("Exists", MethodType.UNARY, echo());
        return stage;
    }

    private static io.grpc.ServerCallHandler<byte[], byte[]> echo() {
        return ServerCalls.asyncUnaryCall((request, answer) -> {
            answer.onNext(request);
            answer.onCompleted();
        });
    }

    /** Occupies every event loop for as long as the calls cost that were let in since the last time. */
    private void occupy(Stage stage) {
        for (EventExecutor loop : stage.vertx().nettyEventLoopGroup()) {
            loop.execute(new Runnable() {
                private double paid = calls(stage);

                @Override
                public void run() {
                    double made = calls(stage);
                    long until = System.nanoTime() + (long) ((made - paid) * costNanos.get());
                    paid = made;
                    while (until - System.nanoTime() > 0) {
                        LockSupport.parkNanos(until - System.nanoTime());
                    }
                    if (!stop.get()) {
                        var _ = loop.schedule(this, 1, TimeUnit.MILLISECONDS);
                    }
                }
            });
        }
    }

    private static double calls(Stage stage) {
        return stage.meters().find("prism.proxy.calls").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static double pressure(Stage stage) {
        return stage.meters().find("prism.proxy.pressure").gauges().stream()
                .mapToDouble(Gauge::value)
                .max()
                .orElseThrow();
    }

    /** A client that calls again and again, as soon as it has its answer. */
    private void call(Stage stage, String namespace, Heard heard) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("prism-namespace", Metadata.ASCII_STRING_MARSHALLER), namespace);
        var channel =
                ClientInterceptors.intercept(stage.channel(), MetadataUtils.newAttachHeadersInterceptor(metadata));
        callers.add(Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                try {
                    ClientCalls.blockingUnaryCall(
                            channel,
                            stage.method("Unary"),
                            CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(20)),
                            bytes(namespace));
                    heard.served.incrementAndGet();
                } catch (StatusRuntimeException failure) {
                    if (failure.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) {
                        heard.refused.incrementAndGet();
                    } else {
                        heard.odd.add(failure.getStatus());
                    }
                }
            }
        }));
    }
}

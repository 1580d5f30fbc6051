// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.prism.contracts.keyvalue.KeyValueScanInterfaceGrpc;
import io.prism.contracts.keyvalue.ScanRequest;
import io.prism.contracts.keyvalue.ScanResponse;
import io.prism.core.Keyspace;
import io.prism.core.failure.Failures;
import io.prism.grpc.serve.GrpcConnections;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Streams whose client reads them through one connection: each source is asked for one item each time there is room, and
 * for no more, though the connection is full and free again for the others' sake.
 */
class PulledStreamTest {

    private static final int STREAMS = 4;
    private static final int ITEMS = 300;
    private static final int ITEM_BYTES = 16 << 10;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    private final Queue<Source> sources = new ConcurrentLinkedQueue<>();
    private final AtomicLong read = new AtomicLong();
    private final AtomicInteger ended = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void open() {
        var scan = new ServedMethod.ServerStream<ScanRequest, ScanResponse>(
                KeyValueScanInterfaceGrpc.getScanMethod(),
                (_, _) -> Multi.createFrom().publisher(source()));
        var rpcs = new RpcServer(
                new Failures("test", InstantSource.system()),
                new Keyspace("a", "b"),
                List.of(new ServedInterface(KeyValueScanInterfaceGrpc.SERVICE_NAME, List.of(scan))),
                1 << 20);
        var frames = new GrpcConnections();
        server = await(vertx.createHttpServer()
                .connectionHandler(connection -> frames.listenIn(connection, rpcs::accept))
                .requestHandler(request -> request.response().setStatusCode(404).end())
                .listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void arePulledItemByItem() {
        // When
        for (int i = 0; i < STREAMS; i++) {
            call();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ended.get() == STREAMS);

        // Then
        assertThat(read.get()).isGreaterThan((long) STREAMS * ITEMS * ITEM_BYTES);
        assertThat(sources).hasSize(STREAMS).allSatisfy(source -> {
            assertThat(source.emitted).hasValue(ITEMS);
            assertThat(source.mostAsked).hasValue(1);
        });
    }

    private Source source() {
        Source source = new Source();
        sources.add(source);
        return source;
    }

    private void call() {
        var _ = client.request(
                        HttpMethod.POST,
                        server.actualPort(),
                        "127.0.0.1",
                        "/" + KeyValueScanInterfaceGrpc.getScanMethod().getFullMethodName())
                .compose(request -> {
                    request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
                    return request.send(Buffer.buffer(new byte[5]));
                })
                .onSuccess(response -> {
                    response.handler(bytes -> read.addAndGet(bytes.length()));
                    response.endHandler(_ -> ended.incrementAndGet());
                });
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** Emits an item for each one that is asked for, a little later. */
    private final class Source implements Flow.Publisher<ScanResponse> {
        private final AtomicInteger emitted = new AtomicInteger();
        private final AtomicInteger asked = new AtomicInteger();
        private final AtomicInteger mostAsked = new AtomicInteger();
        private final ScanResponse item = ScanResponse.newBuilder()
                .setKey("key")
                .setValue(ByteString.copyFrom(new byte[ITEM_BYTES]))
                .build();

        @Override
        public void subscribe(Flow.Subscriber<? super ScanResponse> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    mostAsked.accumulateAndGet(asked.addAndGet((int) n), Math::max);
                    for (int i = 0; i < n; i++) {
                        vertx.setTimer(1, _ -> emit(subscriber));
                    }
                }

                @Override
                public void cancel() {
                    // It ends when nothing is asked for.
                }
            });
        }

        private void emit(Flow.Subscriber<? super ScanResponse> subscriber) {
            asked.decrementAndGet();
            int count = emitted.get();
            if (count < ITEMS) {
                subscriber.onNext(item);
                if (emitted.incrementAndGet() == ITEMS) {
                    subscriber.onComplete();
                }
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.prism.contracts.keyvalue.KeyValueScanInterfaceGrpc;
import io.prism.contracts.keyvalue.ScanRequest;
import io.prism.contracts.keyvalue.ScanResponse;
import io.prism.core.Keyspace;
import io.prism.core.failure.Failures;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream whose client reads now and then: its source is asked for one item each time there is room, and for no more. */
class PulledStreamTest {

    private static final int ITEMS = 600;
    private static final int ITEM_BYTES = 16 << 10;

    private final Vertx vertx = Vertx.vertx();
    private final Source source = new Source();
    private final AtomicLong read = new AtomicLong();
    private final AtomicInteger ended = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void open() {
        var scan = new Rpc.ServerStream<ScanRequest, ScanResponse>(
                KeyValueScanInterfaceGrpc.getScanMethod(), (_, _) -> Multi.createFrom()
                        .publisher(source));
        var rpcs = new RpcServer(
                vertx,
                new Failures("test", InstantSource.system()),
                new Keyspace("a", "b"),
                List.of(new ServedInterface(KeyValueScanInterfaceGrpc.SERVICE_NAME, List.of(scan))),
                1 << 20);
        server = await(vertx.createHttpServer().requestHandler(rpcs).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void isPulledItemByItem() {
        // Given
        HttpClientResponse response = call();
        response.handler(bytes -> {
            read.addAndGet(bytes.length());
            // Then and now all that comes is taken at once, so that the window opens and closes in all ways.
            response.fetch(read.get() % 7 == 0 ? 5 : 1);
        });
        response.endHandler(_ -> ended.incrementAndGet());

        // When
        response.fetch(1);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ended.get() == 1);

        // Then
        assertThat(source.emitted).hasValue(ITEMS);
        assertThat(read.get()).isGreaterThan((long) ITEMS * ITEM_BYTES);
        assertThat(source.mostAsked).hasValue(1);
    }

    private HttpClientResponse call() {
        var client = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        return await(client.request(
                        HttpMethod.POST,
                        server.actualPort(),
                        "127.0.0.1",
                        "/" + KeyValueScanInterfaceGrpc.getScanMethod().getFullMethodName())
                .compose(request -> {
                    request.putHeader("content-type", "application/grpc").putHeader("te", "trailers");
                    return request.send(Buffer.buffer(new byte[5]));
                })
                .map(response -> {
                    response.pause();
                    return response;
                }));
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
            Context context = vertx.getOrCreateContext();
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    mostAsked.accumulateAndGet(asked.addAndGet((int) n), Math::max);
                    for (int i = 0; i < n; i++) {
                        context.runOnContext(_ -> emit(subscriber));
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
            int count = emitted.incrementAndGet();
            if (count <= ITEMS) {
                subscriber.onNext(item);
            }
            if (count == ITEMS) {
                subscriber.onComplete();
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import static io.prism.proxy.fidelity.Recorder.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rude clients get nothing for it, and the client beside them notices nothing. */
@Tag("measure")
class FloodTest {

    private static final int ATTACKS = 20;
    private static final int RESETS = 5_000;
    private static final int SLOW_CLIENTS = 8;
    private static final int SLOW_CALLS = 25;
    private static final int PIECE_BYTES = 32 << 10;
    private static final long FLAT_BYTES = 16 << 20;
    private static final long FLAT_HEAP_BYTES = 32 << 20;
    private static final int RELOADS = 60;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger made = new AtomicInteger();
    private final Queue<Status> failed = new ConcurrentLinkedQueue<>();
    private @Nullable Stage opened;
    private @Nullable Thread good;

    @AfterEach
    void close() throws InterruptedException {
        stop.set(true);
        if (good != null) {
            good.join();
        }
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void endsConnectionsThatResetWhatTheyBegin()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("", "");
        callBeside(stage);
        Memory before = Memory.now();

        // When
        int sentAway = 0;
        for (int i = 0; i < ATTACKS; i++) {
            try (var client = new RawClient(stage.door())) {
                sentAway += resets(client) ? 1 : 0;
            }
        }

        // Then
        assertThat(sentAway).isEqualTo(ATTACKS);
        report("rapid reset", ATTACKS * RESETS + " resets", before);
        assertHarmless(stage, before);
    }

    @Test
    void endsConnectionsThatPingAllTheTime()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("", "");
        callBeside(stage);
        Memory before = Memory.now();

        // When
        int sentAway = 0;
        for (int i = 0; i < ATTACKS; i++) {
            try (var client = new RawClient(stage.door())) {
                for (int ping = 0; ping < 150; ping++) {
                    client.frame(
                            ping % 2 == 0 ? RawClient.PING : RawClient.SETTINGS, 0, 0, new byte[ping % 2 == 0 ? 8 : 0]);
                }
                client.flush();
                RawClient.Frame goAway = client.await(RawClient.GOAWAY);
                sentAway += goAway != null && goAway.text().equals("too many pings") ? 1 : 0;
            }
        }

        // Then
        assertThat(sentAway).isEqualTo(ATTACKS);
        report("ping flood", ATTACKS * 150 + " pings and settings", before);
        assertHarmless(stage, before);
    }

    @Test
    void endsConnectionsThatAskForRefusalsAndReadNone()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("", "");
        callBeside(stage);
        Memory before = Memory.now();

        // When
        boolean cut;
        try (var client = new RawClient(stage.door())) {
            cut = asks(client);
        }

        // Then
        report("unread refusals", cut ? "connection cut" : "connection open", before);
        assertThat(cut).isTrue();
        assertHarmless(stage, before);
    }

    @Test
    void endsTheCallsOfClientsThatDoNotReadWhenTheyAreTooMany()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("limits: { max-unread: 1MiB }", "");
        stage.serve("Spread", MethodType.SERVER_STREAMING, (call, _) -> endless(call));
        callBeside(stage);
        Memory before = Memory.now();
        Queue<Status> ended = new ConcurrentLinkedQueue<>();
        List<ManagedChannel> slow = new ArrayList<>();
        List<ClientCall<byte[], byte[]>> calls = new ArrayList<>();

        // When
        for (int i = 0; i < SLOW_CLIENTS; i++) {
            ManagedChannel channel = stage.newChannel();
            slow.add(channel);
            for (int j = 0; j < SLOW_CALLS; j++) {
                calls.add(readNothing(stage, channel, ended));
            }
        }
        Awaitility.await().until(() -> stage.open() > calls.size() / 2);
        Awaitility.await().until(() -> stage.open() < calls.size() / 2);
        int left = stage.open();

        // Then
        report("slow readers", left + " of " + calls.size() + " calls left", before);
        assertThat(left).isGreaterThan(1);
        assertThat(pinned() - before.buffers()).isLessThan(FLAT_BYTES);
        // Who reads at last finds what had been sent before, then why there is no more.
        calls.forEach(call -> call.request(1_000));
        Awaitility.await().until(() -> ended.size() >= calls.size() / 2);
        assertThat(ended).allMatch(status -> status.getCode() == Status.Code.RESOURCE_EXHAUSTED);
        slow.forEach(ManagedChannel::shutdownNow);
        assertHarmless(stage, before);
    }

    @Test
    void losesNoCallWhenTheConfigurationIsLoadedAgainAndAgain()
            throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("", "");
        callBeside(stage);
        Memory memory = Memory.now();

        // When
        for (int i = 0; i < RELOADS; i++) {
            int before = made.get();
            stage.reload(i % 2 == 0 ? "limits: { calls-of-binding: 77 }" : "priority: high");
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> made.get() > before + 5);
        }

        // Then
        report("reload", RELOADS + " reloads", memory);
        assertHarmless(stage, memory);
        assertThat(made.get()).isGreaterThan(RELOADS * 5);
    }

    @Test
    void finishesWhatItHasWhenItStops() throws InterruptedException, IOException, ExecutionException, TimeoutException {
        // Given
        Stage stage = stage("drain-time: 10s", "");
        var answers = new java.util.concurrent.LinkedBlockingQueue<io.grpc.stub.StreamObserver<byte[]>>();
        stage.serve("Unary", MethodType.UNARY, ServerCalls.asyncUnaryCall((_, answer) -> answers.add(answer)));
        var heard = new Recorder();
        ClientCalls.asyncUnaryCall(
                stage.channel().newCall(stage.method("Unary"), CallOptions.DEFAULT), bytes(""), heard);
        var answer = answers.poll(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);

        // When
        var drained = stage.doors().drain().toCompletionStage().toCompletableFuture();
        try (var late = new RawClient(stage.door())) {
            RawClient.Frame goAway = late.await(RawClient.GOAWAY);
            assertThat(goAway).isNotNull();
            assertThat(goAway.text()).isEqualTo("the proxy is stopping");
        }
        answer.onNext(bytes("in time"));
        answer.onCompleted();

        // Then
        heard.hears("in time");
        heard.hearsTheEnd();
        drained.get(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Stage stage(String proxy, String namespace) throws IOException {
        Stage stage = new Stage(proxy, namespace);
        opened = stage;
        stage.serve("Unary", MethodType.UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
            answer.onNext(request);
            answer.onCompleted();
        }));
        return stage;
    }

    /** A client that behaves, on a connection of its own, from now to the end. */
    private void callBeside(Stage stage) {
        good = Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                try {
                    ClientCalls.blockingUnaryCall(
                            stage.channel(),
                            stage.method("Unary"),
                            CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(5)),
                            bytes("good"));
                    made.incrementAndGet();
                } catch (StatusRuntimeException failure) {
                    failed.add(failure.getStatus());
                }
            }
        });
        Awaitility.await().until(() -> made.get() > 200);
    }

    private void assertHarmless(Stage stage, Memory before) {
        int so = made.get();
        Awaitility.await().until(() -> made.get() > so + 50);
        assertThat(failed).isEmpty();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> stage.open() <= 1);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> pinned() <= before.buffers() + FLAT_BYTES);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Memory.now().heap() <= before.heap() + FLAT_HEAP_BYTES);
    }

    private void report(String what, String how, Memory before) {
        Memory now = Memory.now();
        System.out.printf(
                "%s: %s; %d good calls beside, %d failed; buffers %d KiB before, %d KiB after; heap %d MiB before,"
                        + " %d MiB after%n",
                what,
                how,
                made.get(),
                failed.size(),
                before.buffers() >> 10,
                now.buffers() >> 10,
                before.heap() >> 20,
                now.heap() >> 20);
    }

    /**
     * What the door, its clients and the process hold together.
     *
     * @param buffers bytes in pooled buffers that are in use
     * @param heap bytes of the heap after a collection
     */
    private record Memory(long buffers, long heap) {
        static Memory now() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return new Memory(
                    PooledByteBufAllocator.DEFAULT.pinnedDirectMemory(), runtime.totalMemory() - runtime.freeMemory());
        }
    }

    /** Begins calls and resets them; whether the door has had enough of it. */
    private static boolean resets(RawClient client) throws IOException {
        try {
            for (int i = 0; i < RESETS; i++) {
                client.begin("Unary", 2 * i + 1);
                client.reset(2 * i + 1);
            }
            client.flush();
        } catch (IOException _) {
            // It is closed while we write; what it said before that can still be read.
        }
        try {
            RawClient.Frame goAway = client.await(RawClient.GOAWAY);
            return goAway == null || goAway.code() == RawClient.ENHANCE_YOUR_CALM;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Makes calls that are refused and reads no answer; whether the door has had enough of it. */
    private static boolean asks(RawClient client) throws IOException {
        try {
            for (int i = 0; i < 1_000_000; i++) {
                client.call("/no.such.Service/Method", 2 * i + 1);
            }
            client.flush();
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private static ServerCall.Listener<byte[]> endless(ServerCall<byte[], byte[]> call) {
        call.sendHeaders(new Metadata());
        call.request(2);
        return new ServerCall.Listener<>() {
            @Override
            public void onReady() {
                while (call.isReady()) {
                    call.sendMessage(new byte[PIECE_BYTES]);
                }
            }
        };
    }

    private static ClientCall<byte[], byte[]> readNothing(Stage stage, ManagedChannel channel, Queue<Status> ended) {
        ClientCall<byte[], byte[]> call = channel.newCall(stage.method("Spread"), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        ended.add(status);
                    }
                },
                new Metadata());
        call.sendMessage(bytes(""));
        call.halfClose();
        return call;
    }

    private static long pinned() {
        return PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
    }
}

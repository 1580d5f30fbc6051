// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Int64Value;
import io.prism.pattern.serve.RawGrpcClient.Heard;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams in either direction and in both, and that neither side is sent more than it asks for. */
class FrameStreamsTest {

    private static final String OK = "0";
    private static final int WINDOW_BYTES = 65_535;
    private static final int FRAME_BYTES = 10_000;

    private FramesStage stage;
    private RawGrpcClient client;

    @BeforeEach
    void open() throws IOException {
        stage = new FramesStage();
        client = stage.client();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        stage.close();
    }

    @Test
    void aStreamOfRequestsIsAnsweredOnce() throws IOException {
        // When
        client.begin(1, "test.Toy/Sum");
        for (int i = 0; i < 50; i++) {
            client.data(1, RawGrpcClient.framed(bytes(10 + i)), false);
        }
        client.data(1, new byte[0], true);
        Heard answer = client.finish(1);

        // Then
        assertThat(answer.status()).isEqualTo(OK);
        assertThat(sum(answer)).isEqualTo(50 * 10 + 49 * 50 / 2);
    }

    @Test
    void manyRequestsInOneFrameAreSeveralMessages() throws IOException {
        // Given
        byte[] one = RawGrpcClient.framed(bytes(9));
        byte[] many = new byte[one.length * 20];
        for (int i = 0; i < 20; i++) {
            System.arraycopy(one, 0, many, i * one.length, one.length);
        }

        // When
        client.begin(1, "test.Toy/Sum");
        client.data(1, many, true);

        // Then
        assertThat(sum(client.finish(1))).isEqualTo(20 * 9);
    }

    @Test
    void anEmptyStreamOfRequestsIsAnswered() throws IOException {
        // When
        client.begin(1, "test.Toy/Sum");
        client.data(1, new byte[0], true);

        // Then
        assertThat(sum(client.finish(1))).isZero();
    }

    @Test
    void aClientMaySendOnlyWhatTheHandlerAsksFor() throws IOException {
        // Given
        AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();
        stage.pulled.set(requests -> Uni.createFrom()
                .emitter(answer -> requests.subscribe()
                        .with(
                                subscription::set,
                                _ -> stage.received.incrementAndGet(),
                                answer::fail,
                                () -> answer.complete(Int64Value.of(stage.received.get())))));

        // When
        client.begin(1, "test.Toy/Pulled");
        byte[] framed = RawGrpcClient.framed(bytes(FRAME_BYTES - 8));
        int sent = 0;
        while (sent + framed.length <= WINDOW_BYTES) {
            client.data(1, framed, false);
            sent += framed.length;
        }
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> subscription.get() != null);
        answeredBeside();

        // Then
        assertThat(stage.received).hasValue(0);
        assertThat(client.heard(1).window()).isZero();

        // When
        subscription.get().request(4);

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> stage.received.get() == 4);
        assertThat(client.await(1, heard -> heard.window() > 0).window()).isLessThanOrEqualTo(4L * framed.length);
        answeredBeside();
        assertThat(stage.received).hasValue(4);

        // When
        subscription.get().request(Long.MAX_VALUE);
        client.data(1, new byte[0], true);

        // Then
        assertThat(sum(client.finish(1))).isEqualTo(sent / framed.length);
    }

    @Test
    void messagesGoBothWays() throws IOException {
        // Given
        client.begin(1, "test.Toy/Chat");

        for (int i = 1; i <= 5; i++) {
            // When
            client.data(1, RawGrpcClient.framed(bytes(i)), false);
            int whole = RawGrpcClient.framed(bytes(i)).length;
            Heard heard = client.await(1, so -> so.data().readableBytes() >= whole);

            // Then
            byte[] message = new byte[whole];
            heard.data().readBytes(message);
            assertThat(message).isEqualTo(RawGrpcClient.framed(bytes(i)));
        }
        client.data(1, new byte[0], true);
        assertThat(client.finish(1).status()).isEqualTo(OK);
    }

    @Test
    void aHandlerIsNotAskedForMoreThanTheClientTakes() throws IOException {
        // When
        client.begin(1, "test.Toy/Endless");
        client.data(1, RawGrpcClient.framed(bytes(1)), true);
        client.await(1, heard -> heard.data().readableBytes() >= WINDOW_BYTES);
        answeredBeside();

        // Then
        long first = stage.sent.get();
        assertThat(first).isLessThanOrEqualTo(WINDOW_BYTES / FramesStage.PIECE_BYTES + 8);

        // When
        client.window(1, 20 * FramesStage.PIECE_BYTES);
        client.await(1, heard -> heard.data().readableBytes() >= WINDOW_BYTES + 20 * FramesStage.PIECE_BYTES);
        answeredBeside();

        // Then
        assertThat(stage.sent.get()).isBetween(first + 10, first + 28);

        // When
        client.reset(1);

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilTrue(stage.cancelled);
        assertThat(stage.rpcs.inFlight().calls()).isZero();
    }

    /** Small frames are gathered, and so count as written at once, while the window is still being counted. */
    @Test
    void aStreamOfSmallMessagesGoesOnAsFarAsTheClientLetsIt() throws IOException {
        // Given
        stage.pieceBytes.set(1_000);
        client.begin(1, "test.Toy/Endless");
        client.data(1, RawGrpcClient.framed(bytes(1)), true);
        int let = WINDOW_BYTES;
        client.await(1, heard -> heard.data().readableBytes() >= WINDOW_BYTES);

        for (int turn = 0; turn < 40; turn++) {
            // When
            client.window(1, 150_000);
            let += 150_000;
            int most = let;
            Heard heard = client.await(1, so -> so.data().readableBytes() >= most);
            answeredBeside();

            // Then
            assertThat(heard.data().readableBytes()).isEqualTo(let);
        }
    }

    @Test
    void aChatStopsReadingWhenItsAnswersAreNotRead() throws IOException {
        // Given
        client.begin(1, "test.Toy/Chat");
        byte[] framed = RawGrpcClient.framed(bytes(FRAME_BYTES - 8));

        // When
        int sent = 0;
        while (sent + framed.length <= WINDOW_BYTES + client.heard(1).window() && sent < 50 * framed.length) {
            client.data(1, framed, false);
            sent += framed.length;
            answeredBeside();
        }

        // Then
        assertThat(sent).isLessThan(30 * framed.length);
        assertThat(stage.received.get()).isLessThan(20);

        // When
        client.reset(1);

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilTrue(stage.cancelled);
    }

    @Test
    void aSlowReaderDoesNotHoldUpAnotherStream() throws IOException {
        // Given
        client.begin(1, "test.Toy/Endless");
        client.data(1, RawGrpcClient.framed(bytes(1)), true);
        client.await(1, heard -> heard.data().readableBytes() >= WINDOW_BYTES);

        // When
        client.begin(3, "test.Toy/Endless");
        client.window(3, 1 << 20);
        client.data(3, RawGrpcClient.framed(bytes(1)), true);

        // Then
        Heard fast = client.await(3, heard -> heard.data().readableBytes() >= WINDOW_BYTES + (1 << 20));
        assertThat(fast.over()).isFalse();
        assertThat(client.heard(1).data().readableBytes()).isEqualTo(WINDOW_BYTES);
    }

    @Test
    void streamsAreToldToEndWhileACallIsFinished() throws IOException {
        // Given
        client.begin(1, "test.Toy/Chat");
        client.begin(3, "test.Toy/Never");
        client.data(3, RawGrpcClient.framed(bytes(1)), true);
        answeredBeside();
        assertThat(stage.rpcs.inFlight().streams()).isEqualTo(1);

        // When
        var left = stage.rpcs.inFlight().close();
        stage.rpcs.inFlight().endStreams();
        Heard chat = client.finish(1);

        // Then
        assertThat(chat.status()).isEqualTo("14");
        assertThat(chat.header("grpc-message")).contains("call again");
        assertThat(stage.rpcs.inFlight().streams()).isZero();
        assertThat(stage.rpcs.inFlight().calls()).isEqualTo(1);
        assertThat(left.isComplete()).isFalse();
    }

    private int beside = 101;

    /** A call beside is answered, so all that was sent before it has been looked at. */
    private void answeredBeside() throws IOException {
        beside += 2;
        client.begin(beside, "test.Toy/Echo");
        client.data(beside, RawGrpcClient.framed(bytes(1)), true);
        assertThat(client.finish(beside).status()).isEqualTo(OK);
    }

    private static long sum(Heard answer) throws IOException {
        byte[] bytes = new byte[answer.data().readableBytes() - RawGrpcClient.PREFIX_BYTES];
        answer.data().getBytes(RawGrpcClient.PREFIX_BYTES, bytes);
        return Int64Value.parseFrom(bytes).getValue();
    }

    private static BytesValue bytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        return BytesValue.of(ByteString.copyFrom(bytes));
    }
}

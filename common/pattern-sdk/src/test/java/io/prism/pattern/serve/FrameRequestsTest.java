// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import io.prism.pattern.serve.RawGrpcClient.Heard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients send that no library would, each on a connection that another call works on afterwards. */
class FrameRequestsTest {

    private static final String OK = "0";
    private static final String INVALID_ARGUMENT = "3";
    private static final String DEADLINE_EXCEEDED = "4";
    private static final String UNIMPLEMENTED = "12";
    private static final String INTERNAL = "13";
    private static final int NO_ERROR = 0;

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
    void readsAMessageThatComesByteByByte() throws IOException {
        // Given
        BytesValue message = bytes(20_000);
        byte[] framed = RawGrpcClient.framed(message);

        // When
        client.begin(1, "test.Toy/Echo");
        for (int i = 0; i < framed.length; i++) {
            client.data(1, new byte[] {framed[i]}, i == framed.length - 1);
        }
        Heard answer = client.finish(1);

        // Then
        assertThat(answer.status()).isEqualTo(OK);
        assertThat(message(answer)).isEqualTo(message);
        works();
    }

    @Test
    void readsAMessageThatIsLargerThanTheWindow() throws IOException {
        // Given
        BytesValue message = bytes(90_000);
        byte[] framed = RawGrpcClient.framed(message);

        // When
        client.begin(1, "test.Toy/Echo");
        client.window(1, 1 << 20);
        for (int at = 0; at < framed.length; at += 10_000) {
            client.data(1, Arrays.copyOfRange(framed, at, Math.min(framed.length, at + 10_000)), false);
            if (at == 50_000) {
                assertThat(client.await(1, heard -> heard.window() > 0).window())
                        .isPositive();
            }
        }
        client.data(1, new byte[0], true);

        // Then
        assertThat(message(client.finish(1))).isEqualTo(message);
    }

    @Test
    void answersACallThatIsNotEndedAndStopsIt() throws IOException {
        // When
        client.begin(1, "test.Toy/Echo");
        client.data(1, RawGrpcClient.framed(bytes(3)), false);
        Heard answer = client.await(1, heard -> heard.reset() >= 0);

        // Then
        assertThat(answer.status()).isEqualTo(OK);
        assertThat(message(answer)).isEqualTo(bytes(3));
        assertThat(answer.reset()).isEqualTo(NO_ERROR);
        works();
    }

    @Test
    void refusesASecondMessage() throws IOException {
        // When
        client.begin(1, "test.Toy/Never");
        client.data(1, RawGrpcClient.framed(bytes(3)), false);
        client.data(1, RawGrpcClient.framed(bytes(3)), true);
        Heard answer = client.finish(1);

        // Then
        assertThat(answer.status()).isEqualTo(INVALID_ARGUMENT);
        assertThat(answer.header("grpc-message")).contains("a second one came");
        assertThat(stage.cancelled).isTrue();
        works();
    }

    @Test
    void refusesARequestWithoutAMessage() throws IOException {
        // When
        client.begin(1, "test.Toy/Echo");
        client.data(1, new byte[0], true);

        // Then
        assertThat(client.finish(1).status()).isEqualTo(INVALID_ARGUMENT);
        works();
    }

    @Test
    void refusesAMessageThatIsCutOff() throws IOException {
        // When
        client.begin(1, "test.Toy/Echo");
        client.data(1, Arrays.copyOf(RawGrpcClient.framed(bytes(100)), 50), true);
        Heard answer = client.finish(1);

        // Then
        assertThat(answer.status()).isEqualTo(INVALID_ARGUMENT);
        assertThat(answer.header("grpc-message")).contains("ended within it");
        works();
    }

    @Test
    void inflatesWhatIsCompressed() throws IOException {
        // When
        client.begin(1, "test.Toy/Echo", "grpc-encoding", "gzip");
        client.data(1, RawGrpcClient.framed(1, gzip(bytes(50_000).toByteArray())), true);
        Heard answer = client.finish(1);

        // Then
        assertThat(answer.status()).isEqualTo(OK);
        assertThat(message(answer)).isEqualTo(bytes(50_000));
        works();
    }

    @Test
    void inflatesNoMoreThanAMessageMayHave() throws IOException {
        // When
        client.begin(1, "test.Toy/Echo", "grpc-encoding", "gzip");
        client.data(1, RawGrpcClient.framed(1, gzip(new byte[50 << 20])), true);
        Heard answer = client.finish(1);

        // Then
        assertThat(answer.status()).isEqualTo(INVALID_ARGUMENT);
        assertThat(answer.header("grpc-message")).contains("at most " + FramesStage.MESSAGE_BYTES_MAX);
        works();
    }

    @Test
    void refusesWhatIsNotGzipThoughItSaysSo() throws IOException {
        // When
        client.begin(1, "test.Toy/Echo", "grpc-encoding", "gzip");
        client.data(1, RawGrpcClient.framed(1, new byte[20]), true);

        // Then
        assertThat(client.finish(1).status()).isEqualTo(INVALID_ARGUMENT);
        works();
    }

    @Test
    void doesNotKnowOtherCompression() throws IOException {
        // When
        client.begin(1, "test.Toy/Echo", "grpc-encoding", "snappy");
        client.data(1, RawGrpcClient.framed(1, new byte[20]), true);

        // Then
        assertThat(client.finish(1).status()).isEqualTo(UNIMPLEMENTED);
        works();
    }

    @Test
    void refusesAMessageThatIsTooLongBeforeItComes() throws IOException {
        // When
        client.begin(1, "test.Toy/Echo");
        client.data(1, new byte[] {0, 0x7f, 0, 0, 0}, false);
        Heard answer = client.finish(1);

        // Then
        assertThat(answer.status()).isEqualTo(INVALID_ARGUMENT);
        assertThat(answer.header("grpc-message")).contains("at most " + FramesStage.MESSAGE_BYTES_MAX);
        works();
    }

    @Test
    void refusesAMethodThatThereIsNot() throws IOException {
        // When
        client.begin(1, "test.Toy/Sing");
        client.data(1, RawGrpcClient.framed(bytes(3)), true);

        // Then
        assertThat(client.finish(1).status()).isEqualTo(UNIMPLEMENTED);
        works();
    }

    @Test
    void refusesWhatIsNoMessage() throws IOException {
        // When
        client.begin(1, "test.Toy/Echo");
        client.data(1, RawGrpcClient.framed(0, new byte[] {(byte) 0xff, 1, 2}), true);
        Heard answer = client.finish(1);

        // Then
        assertThat(answer.status()).isEqualTo(INVALID_ARGUMENT);
        assertThat(answer.header("grpc-message")).contains("protobuf");
        works();
    }

    @Test
    void tellsNothingOfADefectButItsName() throws IOException {
        // When
        client.begin(1, "test.Toy/Broken");
        client.data(1, RawGrpcClient.framed(bytes(3)), true);
        Heard answer = client.finish(1);

        // Then
        assertThat(answer.status()).isEqualTo(INTERNAL);
        assertThat(answer.header("grpc-message")).doesNotContain("a defect");
        works();
    }

    @Test
    void endsACallWhoseDeadlinePasses() throws IOException {
        // When
        client.begin(1, "test.Toy/Never", "grpc-timeout", "50m");
        client.data(1, RawGrpcClient.framed(bytes(3)), true);

        // Then
        assertThat(client.finish(1).status()).isEqualTo(DEADLINE_EXCEEDED);
        assertThat(stage.cancelled).isTrue();
        works();
    }

    @Test
    void endsACallWhoseMessageNeverComes() throws IOException {
        // When
        client.begin(1, "test.Toy/Echo", "grpc-timeout", "50m");

        // Then
        assertThat(client.finish(1).status()).isEqualTo(DEADLINE_EXCEEDED);
        works();
    }

    @Test
    void cancelsACallThatIsReset() throws IOException {
        // Given
        client.begin(1, "test.Toy/Never");
        client.data(1, RawGrpcClient.framed(bytes(3)), true);
        works();

        // When
        client.reset(1);

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilTrue(stage.cancelled);
        assertThat(stage.rpcs.inFlight().calls()).isZero();
    }

    @Test
    void cancelsCallsWhoseConnectionEnds() throws IOException {
        // Given
        client.begin(1, "test.Toy/Never");
        client.data(1, RawGrpcClient.framed(bytes(3)), true);
        works();

        // When
        client.close();

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilTrue(stage.cancelled);
        assertThat(stage.rpcs.inFlight().calls()).isZero();
    }

    @Test
    void refusesCallsWhileItDrains() throws IOException {
        // Given
        var _ = stage.rpcs.inFlight().close();

        // When
        client.begin(1, "test.Toy/Echo");
        client.data(1, RawGrpcClient.framed(bytes(3)), true);
        Heard answer = client.finish(1);

        // Then
        assertThat(answer.status()).isEqualTo("14");
        assertThat(answer.header("prism-refused")).isEqualTo("draining");
    }

    /** Another call on the same connection is answered. */
    private void works() throws IOException {
        client.begin(99, "test.Toy/Echo");
        client.data(99, RawGrpcClient.framed(bytes(7)), true);
        Heard answer = client.finish(99);
        assertThat(answer.status()).isEqualTo(OK);
        assertThat(message(answer)).isEqualTo(bytes(7));
    }

    private static BytesValue message(Heard answer) throws IOException {
        byte[] bytes = new byte[answer.data().readableBytes() - RawGrpcClient.PREFIX_BYTES];
        answer.data().getBytes(RawGrpcClient.PREFIX_BYTES, bytes);
        return BytesValue.parseFrom(bytes);
    }

    private static BytesValue bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return BytesValue.of(ByteString.copyFrom(bytes));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zipping = new GZIPOutputStream(zipped)) {
            zipping.write(bytes);
        }
        return zipped.toByteArray();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.prism.contracts.keyvalue.CountResponse;
import io.prism.contracts.keyvalue.ScanResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of events: as fast as they are read and no faster, alive while nothing happens, ended with their reader. */
class StreamsTest {

    private static final String SCAN = "/v1/far/kv/KeyValueScan/Scan";
    private static final int MESSAGE_BYTES = 32 << 10;

    @SuppressWarnings("NullAway.Init")
    private JsonStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new JsonStage();
    }

    @AfterEach
    void close() {
        Awaitility.await().until(() -> stage.open() == 0);
        stage.close();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void sendsNoMoreThanIsRead(Version version) throws IOException, InterruptedException {
        // Given
        AtomicLong sent = new AtomicLong();
        AtomicInteger cancelled = new AtomicInteger();
        try (var process = ScriptedProcess.scanning((_, answer) -> {
                    var call = (ServerCallStreamObserver<ScanResponse>) answer;
                    call.setOnCancelHandler(cancelled::incrementAndGet);
                    call.setOnReadyHandler(() -> {
                        while (call.isReady()) {
                            call.onNext(big());
                            sent.addAndGet(MESSAGE_BYTES);
                        }
                    });
                });
                HttpClient client = HttpClient.newBuilder().version(version).build()) {
            stage.processAt(process.port());
            HttpResponse<InputStream> answer = client.send(stage.get(SCAN).build(), BodyHandlers.ofInputStream());

            // When
            Awaitility.await()
                    .during(Duration.ofMillis(700))
                    .atMost(Duration.ofSeconds(10))
                    .until(sent::get, new Unchanged());
            long unread = sent.get();
            InputStream events = answer.body();
            long read = events.readNBytes(64 << 20).length;

            // Then
            // Sockets, windows and queues of three connections, and nothing that grows with the stream.
            assertThat(unread).isBetween(1L, 24L << 20);
            assertThat(read).isEqualTo(64 << 20);
            assertThat(sent.get()).isGreaterThan(32L << 20);
            events.close();
            Awaitility.await().untilAsserted(() -> assertThat(cancelled).hasValue(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void letsOthersReadWhileManyDoNot(Version version) throws IOException, InterruptedException {
        // Given
        try (var process = ScriptedProcess.scanning((request, answer) -> {
                    if (request.getPrefix().equals("quick")) {
                        answer.onNext(ProcessesTest.entry("quick"));
                        answer.onCompleted();
                        return;
                    }
                    var call = (ServerCallStreamObserver<ScanResponse>) answer;
                    call.setOnReadyHandler(() -> {
                        while (call.isReady()) {
                            call.onNext(big());
                        }
                    });
                });
                HttpClient idle = HttpClient.newBuilder().version(version).build()) {
            stage.processAt(process.port());
            for (int i = 0; i < 20; i++) {
                HttpResponse<InputStream> never = idle.send(stage.get(SCAN).build(), BodyHandlers.ofInputStream());
                assertThat(never.statusCode()).isEqualTo(200);
            }

            // When
            HttpResponse<String> quick = JsonStage.send(stage.get(SCAN + "?prefix=quick"));

            // Then
            assertThat(quick.body()).contains("quick").endsWith("event: end\ndata: {}\n\n");
            idle.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void losesNothingOfAScanThatIsReadLate(Version version) throws IOException, InterruptedException {
        // Given
        int entries = 40;
        String value = "A".repeat(512 << 10);
        for (int i = 0; i < entries; i++) {
            HttpResponse<String> set = JsonStage.send(stage.post(
                    "/v1/default/kv/KeyValueBasic/Set", "{\"key\":\"late" + i + "\",\"value\":\"" + value + "\"}"));
            assertThat(set.statusCode()).isEqualTo(200);
        }
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            HttpResponse<InputStream> answer = client.send(
                    stage.get("/v1/default/kv/KeyValueScan/Scan?prefix=late").build(), BodyHandlers.ofInputStream());

            // When
            Awaitility.await().during(Duration.ofSeconds(1)).until(() -> true);
            String events = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);

            // Then
            assertThat(KeyValueTest.messages(events))
                    .hasSize(entries)
                    .allSatisfy(entry -> assertThat(entry.getString("value")).isEqualTo(value));
            assertThat(events).endsWith("event: end\ndata: {}\n\n");
        }
    }

    @Test
    void showsSignsOfLifeWhileNothingHappens() throws IOException {
        // Given
        try (var process = ScriptedProcess.scanning((_, _) -> {});
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), stage.door().port())) {
            stage.processAt(process.port());
            client.setSoTimeout(5_000);

            // When
            client.getOutputStream()
                    .write(("GET " + SCAN + " HTTP/1.1\r\nhost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            var lines = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));

            // Then
            assertThat(lines.readLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(lines.lines().anyMatch(": still here"::equals)).isTrue();
        }
    }

    @Test
    void cancelsACallWhoseClientIsGone() throws IOException {
        // Given
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        try (var process = ScriptedProcess.scanning((_, answer) -> {
            ((ServerCallStreamObserver<ScanResponse>) answer).setOnCancelHandler(cancelled::incrementAndGet);
            begun.incrementAndGet();
        })) {
            stage.processAt(process.port());

            // When
            try (Socket client =
                    new Socket(InetAddress.getLoopbackAddress(), stage.door().port())) {
                client.getOutputStream()
                        .write(("GET " + SCAN + " HTTP/1.1\r\nhost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                Awaitility.await().until(() -> begun.get() == 1);
            }

            // Then
            Awaitility.await().untilAsserted(() -> assertThat(cancelled).hasValue(1));
        }
    }

    @Test
    void waitsLongerForAnAnswerThanForAWord() throws IOException, InterruptedException {
        // Given
        try (var process =
                ScriptedProcess.counting((_, answer) -> Thread.ofVirtual().start(() -> {
                    Awaitility.await()
                            .during(Duration.ofSeconds(11))
                            .atMost(Duration.ofSeconds(15))
                            .until(() -> true);
                    answer.onNext(CountResponse.newBuilder().setCount(1).build());
                    answer.onCompleted();
                }))) {
            stage.processAt(process.port());

            // When
            HttpResponse<String> answer =
                    JsonStage.send(stage.get("/v1/far/kv/KeyValueScan/Count").timeout(Duration.ofSeconds(20)));

            // Then
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    private static ScanResponse big() {
        return ScanResponse.newBuilder()
                .setKey("k")
                .setValue(ByteString.copyFrom(new byte[MESSAGE_BYTES]))
                .build();
    }

    /** True from the second look on at which a number is what it was. */
    private static final class Unchanged implements Predicate<Long> {
        private long before;

        @Override
        public boolean test(Long now) {
            boolean same = now > 0 && now == before;
            before = now;
            return same;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.testkit.server.FaultProxy.Towards;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class FaultProxyTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int PATIENCE_MS = 20_000;

    private final EchoServer server = new EchoServer();
    private final FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port());

    @AfterEach
    void closeAll() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void passesEverythingOnUntilBothSidesAreDone() throws IOException {
        // Given
        byte[] sent = new byte[3 << 20];
        new Random(1).nextBytes(sent);

        // When
        byte[] answered;
        try (var client = connect()) {
            answered = echoed(client, sent);
        }

        // Then
        assertThat(answered).isEqualTo(sent);
        Awaitility.await().until(() -> proxy.open() == 0);
        assertThat(proxy.connections()).isEqualTo(1);
        assertThat(proxy.resets()).isZero();
        assertThat(server.resets()).isZero();
    }

    @Test
    void refusesConnectionsAndResetsOpenOnesUntilItPassesAgain() throws IOException {
        // Given
        var open = connect();
        exchange(open, "before");

        // When
        proxy.refuse();
        proxy.refuse();

        // Then
        assertReset(open);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.pass();
        try (var again = connect()) {
            exchange(again, "after");
        }
        assertThat(proxy.connections()).isEqualTo(2);
    }

    @Test
    void keepsItsPortWhileItRefuses() throws IOException {
        // Given
        proxy.refuse();

        // When // Then
        try (var other = new ServerSocket()) {
            other.setReuseAddress(false);
            assertThatThrownBy(() -> other.bind(new InetSocketAddress(LOOPBACK, proxy.port())))
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void cutsOpenConnectionsOnBothSidesAndTakesNewOnes() throws IOException {
        // Given
        var first = connect();
        var second = connect();
        exchange(first, "a");
        exchange(second, "b");

        // When
        proxy.cutNow();

        // Then
        assertReset(first);
        assertReset(second);
        Awaitility.await().until(() -> server.resets() == 2 && proxy.open() == 0);
        assertThat(proxy.resets()).isEqualTo(2);
        try (var third = connect()) {
            exchange(third, "c");
        }
    }

    @Test
    void cutsACommandInItsMiddle() throws IOException {
        // Given
        var client = connect();
        proxy.cutAfter(Towards.SERVER, 5);

        // When
        send(client, "command");

        // Then
        assertThat(readUntilReset(client)).isLessThanOrEqualTo(5);
        Awaitility.await().until(() -> server.resets() == 1);
        assertThat(server.received()).isEqualTo(5);
    }

    @Test
    void losesAnAnswerWhoseCommandWasCarriedOut() throws IOException {
        // Given
        var client = connect();
        proxy.cutAfter(Towards.CLIENT, 0);

        // When
        send(client, "command");

        // Then
        assertThat(readUntilReset(client)).isZero();
        assertThat(server.received()).isEqualTo("command".length());
    }

    @Test
    void cutsAnAnswerInItsMiddleAndOnlyOnce() throws IOException {
        // Given
        var client = connect();
        exchange(client, "before");
        proxy.cutAfter(Towards.CLIENT, 10);

        // When
        exchange(client, "first");
        send(client, "second");

        // Then
        assertThat(readUntilReset(client)).isEqualTo(5);
        try (var next = connect()) {
            exchange(next, "a longer text than the one that was cut");
        }
        assertThat(proxy.resets()).isEqualTo(1);
    }

    @Test
    void passesACutThatWasTakenBack() throws IOException {
        // Given
        proxy.cutAfter(Towards.SERVER, 0);
        proxy.pass();

        // When // Then
        try (var client = connect()) {
            exchange(client, "text");
        }
    }

    @Test
    void delaysEachDirection() throws IOException {
        // Given
        var client = connect();
        exchange(client, "before");
        proxy.delay(Duration.ofMillis(150));

        // When
        long start = System.nanoTime();
        exchange(client, "text");
        long delayed = System.nanoTime() - start;

        // Then
        assertThat(Duration.ofNanos(delayed)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        client.close();
    }

    @Test
    void doesNotDelayEachPieceBehindTheOneBefore() throws IOException {
        // Given: 4 MiB are 256 pieces, which one after the other would take 25 seconds.
        byte[] sent = new byte[4 << 20];
        proxy.delay(Duration.ofMillis(100));

        // When
        long start = System.nanoTime();
        byte[] answered;
        try (var client = connect()) {
            answered = echoed(client, sent);
        }
        long took = System.nanoTime() - start;

        // Then
        assertThat(answered).hasSameSizeAs(sent);
        assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    void holdsEverythingWhileItStalls() throws IOException {
        // Given
        var before = connect();
        exchange(before, "before");
        proxy.stall();

        // When
        var during = connect();
        send(before, "one");
        send(during, "two!");

        // Then
        assertSilent(before);
        assertSilent(during);
        assertThat(server.received()).isEqualTo("before".length());
        assertThat(server.connections()).isEqualTo(1);
        assertThat(proxy.connections()).isEqualTo(2);
        proxy.resume();
        assertThat(read(before, 3)).isEqualTo("one");
        assertThat(read(during, 4)).isEqualTo("two!");
        before.close();
        during.close();
    }

    @Test
    void holdsAnAnswerThatIsUnderWayWhenItStalls() throws IOException {
        // Given
        var client = connect();
        exchange(client, "before");
        proxy.delay(Duration.ofMillis(200));
        send(client, "text");

        // When
        proxy.stall();

        // Then
        assertSilent(client);
        proxy.pass();
        assertThat(read(client, 4)).isEqualTo("text");
        client.close();
    }

    @Test
    void tellsNobodyOfAnEndWhileItStalls() throws IOException {
        // Given
        var client = connect();
        exchange(client, "before");
        proxy.stall();

        // When
        server.resetAll();

        // Then
        assertSilent(client);
        proxy.resume();
        assertReset(client);
    }

    @Test
    void cutsAStalledConnection() throws IOException {
        // Given
        proxy.stall();
        var client = connect();
        send(client, "text");
        Awaitility.await().until(() -> proxy.open() == 1);

        // When
        proxy.cutNow();

        // Then
        assertReset(client);
        Awaitility.await().until(() -> proxy.open() == 0);
    }

    @Test
    void throttlesWhatItCarries() throws IOException {
        // Given
        var client = connect();
        proxy.throttle(10_000);

        // When
        long start = System.nanoTime();
        exchange(client, "x".repeat(5_000));
        long took = System.nanoTime() - start;

        // Then
        assertThat(Duration.ofNanos(took)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        client.close();
    }

    @Test
    void carriesAtFullSpeedAgainWhatItThrottled() throws IOException {
        // Given: at this speed the text would take 5,000 seconds.
        var client = connect();
        proxy.throttle(1);
        var answer = CompletableFuture.supplyAsync(() -> uncheckedExchange(client, "x".repeat(5_000)));
        Awaitility.await().until(() -> server.received() >= 1);

        // When
        proxy.pass();

        // Then
        assertThat(answer.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join()).hasSize(5_000);
    }

    @Test
    void resetsAClientWhenTheServerIsNotThereOrGoesAway() throws IOException {
        // Given
        var client = connect();
        exchange(client, "before");

        // When
        server.close();

        // Then
        assertReset(client);
        assertReset(connect());
        Awaitility.await().until(() -> proxy.resets() == 2);
    }

    @Test
    void endsEverythingWhenItIsClosed() throws IOException {
        // Given
        var client = connect();
        exchange(client, "before");

        // When
        proxy.close();
        proxy.close();

        // Then
        assertReset(client);
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        Awaitility.await().until(() -> proxy.open() == 0);
        new ServerSocket(proxy.port(), 1, LOOPBACK).close();
    }

    @Test
    void refusesFaultsThatMakeNoSense() {
        assertThatThrownBy(() -> proxy.delay(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.throttle(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> proxy.cutAfter(Towards.CLIENT, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    private Socket connect() throws IOException {
        var socket = new Socket(LOOPBACK, proxy.port());
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static byte[] echoed(Socket client, byte[] bytes) throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                client.getOutputStream().write(bytes);
                client.shutdownOutput();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return client.getInputStream().readAllBytes();
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String read(Socket client, int bytes) throws IOException {
        return new String(client.getInputStream().readNBytes(bytes), US_ASCII);
    }

    private static void exchange(Socket client, String text) throws IOException {
        send(client, text);
        assertThat(read(client, text.length())).isEqualTo(text);
    }

    private static String uncheckedExchange(Socket client, String text) {
        try (client) {
            send(client, text);
            return read(client, text.length());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** How many bytes could be read before the connection was reset. */
    private static int readUntilReset(Socket client) {
        int[] count = {0};
        assertThatThrownBy(() -> {
                    while (client.getInputStream().read() >= 0) {
                        count[0]++;
                    }
                })
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        return count[0];
    }

    private static void assertReset(Socket client) {
        assertThat(readUntilReset(client)).isZero();
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(300);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(PATIENCE_MS);
    }
}

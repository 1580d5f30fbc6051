// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway.figures;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over some connections, on each the next one when the last is answered, from one thread that costs the
 * server as little of the processors as it can: they are the same.
 */
final class ClosedLoop implements AutoCloseable {

    private static final long STALLED_MILLIS = 10_000;
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e3;

    /**
     * What was seen.
     *
     * @param perSecond answers
     * @param medianMicros half of the answers took no longer
     * @param highMicros 99 of 100 took no longer
     */
    record Outcome(double perSecond, long medianMicros, long highMicros) {
        @Override
        public String toString() {
            return "p50 %d µs p99 %d µs".formatted(medianMicros, highMicros);
        }
    }

    private final Selector selector;
    private final List<RegistryConnection> exchanges = new ArrayList<>();
    private long[] nanos = new long[1 << 16];
    private int answers;

    private ClosedLoop(Selector selector) {
        this.selector = selector;
    }

    /** Connects so many times to {@code port} of this machine. */
    static ClosedLoop to(int port, int connections) throws IOException {
        ClosedLoop loop = new ClosedLoop(Selector.open());
        for (int i = 0; i < connections; i++) {
            RegistryConnection exchange =
                    RegistryConnection.to(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            loop.exchanges.add(exchange);
            exchange.channel().register(loop.selector, SelectionKey.OP_READ, exchange);
        }
        return loop;
    }

    /**
     * Sends what {@code requests} gives until that gives null, and waits for the answers.
     *
     * @throws IOException when an answer is another one than 200, or none comes for 10 s
     */
    Outcome run(Supplier<byte @Nullable []> requests) throws IOException {
        answers = 0;
        int open = 0;
        long start = System.nanoTime();
        for (RegistryConnection exchange : exchanges) {
            open += next(exchange, requests) ? 1 : 0;
        }
        while (open > 0) {
            if (selector.select(STALLED_MILLIS) == 0) {
                throw new IOException("no answer within 10 s");
            }
            for (SelectionKey key : selector.selectedKeys()) {
                RegistryConnection exchange = (RegistryConnection) key.attachment();
                if (exchange.answered()) {
                    count(exchange.nanos());
                    open -= next(exchange, requests) ? 0 : 1;
                }
            }
            selector.selectedKeys().clear();
        }
        return outcome(System.nanoTime() - start);
    }

    private static boolean next(RegistryConnection exchange, Supplier<byte @Nullable []> requests) throws IOException {
        byte[] request = requests.get();
        if (request == null) {
            return false;
        }
        exchange.send(request);
        return true;
    }

    private void count(long took) {
        if (answers == nanos.length) {
            nanos = Arrays.copyOf(nanos, answers * 2);
        }
        nanos[answers++] = took;
    }

    private Outcome outcome(long took) {
        Arrays.sort(nanos, 0, answers);
        return new Outcome(
                answers * NANOS / took,
                Math.round(nanos[answers / 2] / MICROS),
                Math.round(nanos[answers * 99 / 100] / MICROS));
    }

    @Override
    public void close() throws IOException {
        for (RegistryConnection exchange : exchanges) {
            exchange.channel().close();
        }
        selector.close();
    }
}

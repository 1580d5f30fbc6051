// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.server;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * A port of 127.0.0.1 for a server that cannot be told to take any, or that comes back to where it was. It is below those
 * that the kernel gives to whoever asks for any port or connects to somewhere, so that nobody gets it while the server is
 * not there. As long as it is held, no other test on this machine reserves it.
 */
public final class ReservedPort implements AutoCloseable {

    private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");
    private static final int FIRST = 20_000;
    /** Linux' first port for whoever asks for any. */
    private static final int END = 32_768;

    private static final int TRIES = 1_000;
    private static final int STARTS = 5;

    private final int number;
    /** The sign for other tests: nobody sends datagrams to it, and it goes with this JVM, however that ends. */
    private final DatagramSocket sign;

    private ReservedPort(int number, DatagramSocket sign) {
        this.number = number;
        this.sign = sign;
    }

    /** Reserves a port that nobody listens on. */
    public static ReservedPort take() {
        for (int i = 0; i < TRIES; i++) {
            Optional<ReservedPort> port = reserve(ThreadLocalRandom.current().nextInt(FIRST, END));
            if (port.isPresent()) {
                return port.get();
            }
        }
        throw new IllegalStateException("no port of %d to %d is free".formatted(FIRST, END - 1));
    }

    /**
     * Starts a server at a port that it keeps. A program that is no test of ours may listen there in the same moment: a
     * start that fails is tried at another port, five in all.
     *
     * @param start throws IllegalStateException when the server does not start, and leaves nothing of it behind
     */
    public static <T> T serve(Function<ReservedPort, T> start) {
        for (int attempt = 1; ; attempt++) {
            ReservedPort port = take();
            boolean served = false;
            try {
                T server = start.apply(port);
                served = true;
                return server;
            } catch (IllegalStateException e) {
                if (attempt == STARTS) {
                    throw e;
                }
            } finally {
                if (!served) {
                    port.close();
                }
            }
        }
    }

    /** The port, from 20000 to 32767. */
    public int number() {
        return number;
    }

    /** Lets others reserve it. Safe to call twice. */
    @Override
    public void close() {
        sign.close();
    }

    private static Optional<ReservedPort> reserve(int number) {
        DatagramSocket sign;
        try {
            sign = new DatagramSocket(number, HOST);
        } catch (IOException _) {
            return Optional.empty();
        }
        try (var _ = new ServerSocket(number, 1, HOST)) {
            return Optional.of(new ReservedPort(number, sign));
        } catch (IOException _) {
            sign.close();
            return Optional.empty();
        }
    }
}

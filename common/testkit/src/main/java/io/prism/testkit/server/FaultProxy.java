// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A TCP relay on 127.0.0.1 between a client and a real server, which can be told at any time to make the way between
 * them faulty:
 *
 * <pre>
 *   client ── 127.0.0.1:port() ── read ─ queue (256 KiB) ─ write ── server
 *                                           └ delay, stall, throttle, cut
 * </pre>
 *
 * Faults add up until {@link #pass} takes them all away. It counts what it does, so that a test can wait for a fault
 * to have happened. Safe for use by many threads; each connection has a few virtual threads of its own.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final ReservedPort port;
    private final InetSocketAddress server;
    private final InetSocketAddress here;
    private final ConnectionFaults faults = new ConnectionFaults();
    private final Set<FaultyConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Listener listener;
    private @Nullable Socket placeholder;
    private boolean closed;

    /** A direction in which bytes go. */
    public enum Towards {
        /** What the client sends: commands. */
        SERVER,
        /** What the server sends: answers. */
        CLIENT
    }

    /** A socket that listens, and the thread that takes its connections until it is closed. */
    private record Listener(ServerSocket socket, Thread thread) {}

    private FaultProxy(InetSocketAddress server, ReservedPort port) throws IOException {
        this.server = server;
        this.port = port;
        this.here = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port.number());
        this.listener = listen(here);
    }

    /**
     * A relay to a server, on a reserved port, that passes everything on. The server need not be there yet: it is connected
     * to once for each connection of a client, and a client is reset when that fails.
     */
    public static FaultProxy to(String host, int port) {
        var server = new InetSocketAddress(host, port);
        return ReservedPort.serve(here -> {
            try {
                return new FaultProxy(server, here);
            } catch (IOException e) {
                throw new IllegalStateException("the relay cannot listen", e);
            }
        });
    }

    /** Where clients connect to, on 127.0.0.1; the same until the relay is closed. */
    public int port() {
        return here.getPort();
    }

    /** Ends all faults: takes connections, and passes on at once what was held back. */
    public void pass() {
        lock.lock();
        try {
            faults.clear();
            if (listener == null && !closed) {
                listener = listen(here);
                release(placeholder);
                placeholder = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the relay cannot listen again", e);
        } finally {
            lock.unlock();
        }
    }

    /** As if the server was not running: resets open connections and refuses new ones, until {@link #pass}. */
    public void refuse() {
        lock.lock();
        try {
            stopListening();
            if (placeholder == null && !closed) {
                placeholder = hold(here);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the relay cannot keep its port", e);
        } finally {
            lock.unlock();
        }
        cutNow();
    }

    /** Resets all open connections, on both sides; new ones are taken. What was under way is lost. */
    public void cutNow() {
        open.forEach(FaultyConnection::reset);
    }

    /**
     * Resets one connection in the middle of what it carries: the next {@code bytes} in this direction, on whichever
     * connections, still get through, and the connection with the byte after them is reset on both sides before that
     * byte. Zero towards the client loses an answer whose command was carried out. Happens once; a later call replaces
     * one that is still to happen.
     *
     * @param bytes how much gets through, zero or more
     */
    public void cutAfter(Towards towards, long bytes) {
        faults.cutAfter(towards, bytes);
    }

    /**
     * Lets everything arrive later, in each direction, in order and without being slowed down otherwise; up to 256 KiB
     * are under way in each direction of a connection.
     *
     * @param oneWay what is added in each direction; zero adds nothing
     */
    public void delay(Duration oneWay) {
        faults.delay(oneWay);
    }

    /**
     * A black hole: connections are taken and stay open, but nothing arrives any more in either direction, not even
     * their end, until {@link #resume} or {@link #pass}.
     */
    public void stall() {
        faults.stall(true);
    }

    /** Ends {@link #stall}: what was held back arrives. */
    public void resume() {
        faults.stall(false);
    }

    /**
     * Limits how much each direction of each connection carries.
     *
     * @param bytesPerSecond 1 or more
     */
    public void throttle(long bytesPerSecond) {
        faults.throttle(bytesPerSecond);
    }

    /** Connections taken since the start, ended ones included. */
    public long connections() {
        return connections.get();
    }

    /** Connections that are open now. */
    public int open() {
        return open.size();
    }

    /** Connections that were reset since the start, by a fault or because one of its sides failed. */
    public long resets() {
        return resets.get();
    }

    /** Resets what is open, stops listening and lets go of the port. Safe to call twice. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            stopListening();
            release(placeholder);
            placeholder = null;
            port.close();
        } finally {
            lock.unlock();
        }
        cutNow();
    }

    private Listener listen(InetSocketAddress address) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(address, BACKLOG);
        return new Listener(socket, Thread.ofVirtual().start(() -> accept(socket)));
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                var connection =
                        new FaultyConnection(socket.accept(), server, faults, resets::incrementAndGet, open::remove);
                connections.incrementAndGet();
                open.add(connection);
                connection.start();
            }
        } catch (IOException _) {
            // The socket was closed; there is nothing more to take.
        }
    }

    /** Returns once no connection can be taken any more: only the end of the thread lets the socket really go. */
    private void stopListening() {
        if (listener == null) {
            return;
        }
        release(listener.socket());
        try {
            if (!listener.thread().join(STOP_WITHIN)) {
                throw new IllegalStateException("the relay does not stop listening");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the relay stops listening", e);
        }
        listener = null;
    }

    private static void release(@Nullable Closeable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the relay cannot close a socket", e);
        }
    }

    /** Keeps the port, so that nobody else gets it meanwhile: a socket that is bound but does not listen refuses. */
    private static Socket hold(InetSocketAddress address) throws IOException {
        var socket = new Socket();
        socket.setReuseAddress(true);
        socket.bind(address);
        return socket;
    }
}

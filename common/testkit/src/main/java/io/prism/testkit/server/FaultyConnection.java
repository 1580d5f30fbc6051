// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.server;

import com.google.protobuf.ByteString;
import io.prism.testkit.server.FaultProxy.Towards;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One connection through a {@link FaultProxy}. Each direction has a thread that reads and one that writes, with a
 * bounded queue between them; each direction ends by itself, and a failure of one side resets the other.
 */
final class FaultyConnection {

    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int CHUNK_BYTES = 16 << 10;
    private static final int CHUNKS_MAX = 16;
    private static final int DIRECTIONS = 2;

    private final Socket client;
    private final Socket server = new Socket();
    private final InetSocketAddress address;
    private final ConnectionFaults faults;
    private final AtomicInteger directionsLeft = new AtomicInteger(DIRECTIONS);
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Runnable onReset;
    private final Consumer<FaultyConnection> onEnd;

    private enum Kind {
        /** Bytes to pass on. */
        BYTES,
        /** The sender will send no more. */
        END,
        /** The sender is gone. */
        BROKEN
    }

    /** What was met at once while reading. */
    private record Chunk(Kind kind, ByteString bytes, long readAtNanos) {}

    /** A piece of the work on a connection; how it fails decides how the connection ends. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    FaultyConnection(
            Socket client,
            InetSocketAddress address,
            ConnectionFaults faults,
            Runnable onReset,
            Consumer<FaultyConnection> onEnd) {
        this.client = client;
        this.address = address;
        this.faults = faults;
        this.onReset = onReset;
        this.onEnd = onEnd;
    }

    /** Connects to the server, then passes bytes on, on threads of its own. */
    void start() {
        fork(this::connect);
    }

    /** Ends it with a TCP reset towards both sides. */
    void reset() {
        end(true);
    }

    private void connect() throws IOException, InterruptedException {
        faults.awaitTurn(System.nanoTime());
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        server.connect(address, CONNECT_TIMEOUT_MS);
        relay(client, server, Towards.SERVER);
        relay(server, client, Towards.CLIENT);
    }

    private void relay(Socket from, Socket to, Towards towards) {
        var queue = new ArrayBlockingQueue<Chunk>(CHUNKS_MAX);
        fork(() -> read(from, queue));
        fork(() -> {
            write(queue, to.getOutputStream(), towards);
            to.shutdownOutput();
            if (directionsLeft.decrementAndGet() == 0) {
                end(false);
            }
        });
    }

    /** That the sender is gone goes through the queue too: it must not overtake what it sent before. */
    private static void read(Socket from, BlockingQueue<Chunk> queue) throws InterruptedException {
        Kind last = Kind.END;
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                queue.put(new Chunk(Kind.BYTES, ByteString.copyFrom(buffer, 0, count), System.nanoTime()));
            }
        } catch (IOException _) {
            last = Kind.BROKEN;
        }
        queue.put(new Chunk(last, ByteString.EMPTY, System.nanoTime()));
    }

    /** Passes on all there is; fails when the connection is to be reset after it. */
    private void write(BlockingQueue<Chunk> queue, OutputStream out, Towards towards)
            throws IOException, InterruptedException {
        Chunk chunk = queue.take();
        while (chunk.kind() == Kind.BYTES) {
            write(chunk, out, towards);
            chunk = queue.take();
        }
        faults.awaitTurn(chunk.readAtNanos());
        if (chunk.kind() == Kind.BROKEN) {
            throw new IOException("the other side is gone");
        }
    }

    private void write(Chunk chunk, OutputStream out, Towards towards) throws IOException, InterruptedException {
        int sent = 0;
        while (sent < chunk.bytes().size()) {
            faults.awaitTurn(chunk.readAtNanos());
            int slice = faults.slice(chunk.bytes().size() - sent);
            int passing = faults.passing(towards, slice);
            chunk.bytes().substring(sent, sent + passing).writeTo(out);
            if (passing < slice) {
                throw new IOException("cut on demand");
            }
            faults.awaitSent(slice);
            sent += slice;
        }
    }

    private void fork(Work work) {
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            try {
                work.run();
            } catch (IOException _) {
                end(true);
            } catch (InterruptedException _) {
                // Only end() interrupts: the connection is over.
            }
        });
        threads.add(thread);
        thread.start();
        if (over.get()) {
            thread.interrupt();
        }
    }

    private void end(boolean reset) {
        if (over.getAndSet(true)) {
            return;
        }
        if (reset) {
            // Before anybody can notice it.
            onReset.run();
        }
        close(client, reset);
        close(server, reset);
        threads.forEach(Thread::interrupt);
        onEnd.accept(this);
    }

    /** Closing a socket that does not linger sends a reset in place of the orderly end. */
    private static void close(Socket socket, boolean reset) {
        try {
            if (reset && !socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException _) {
            // The other side was faster; closing is all that is left.
        }
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the relay cannot close a connection", e);
        }
    }
}

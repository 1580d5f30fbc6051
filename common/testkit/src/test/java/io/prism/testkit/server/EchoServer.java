// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A server that answers each connection what it sends, and counts what it receives. */
final class EchoServer implements AutoCloseable {

    private final ServerSocket listener;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicLong received = new AtomicLong();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger resets = new AtomicInteger();

    EchoServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Bytes received, of all connections together. */
    long received() {
        return received.get();
    }

    /** Connections taken. */
    int connections() {
        return connections.get();
    }

    /** Connections that ended by a reset. */
    int resets() {
        return resets.get();
    }

    /** Resets all connections. */
    void resetAll() throws IOException {
        for (Socket client : clients) {
            if (!client.isClosed()) {
                client.setSoLinger(true, 0);
                client.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        resetAll();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                clients.add(client);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> echo(client));
            }
        } catch (IOException _) {
            // Closed: the test is over.
        }
    }

    private void echo(Socket client) {
        byte[] buffer = new byte[4096];
        try (client) {
            for (int count = client.getInputStream().read(buffer);
                    count >= 0;
                    count = client.getInputStream().read(buffer)) {
                received.addAndGet(count);
                client.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException _) {
            resets.incrementAndGet();
        } finally {
            clients.remove(client);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway.figures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** One connection with at most one request on its way. Confined to one thread. */
final class RegistryConnection {

    private static final int ROOM = 1 << 18;
    private static final byte[] END = "\r\n\r\n".getBytes(ISO_8859_1);
    private static final String GOOD = "HTTP/1.1 200 ";
    private static final String LENGTH = "content-length:";

    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(ROOM);
    private int whole;
    private long sent;
    private long nanos;

    private RegistryConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects; blocks as long as that takes. */
    static RegistryConnection to(InetSocketAddress server) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return new RegistryConnection(channel);
    }

    SocketChannel channel() {
        return channel;
    }

    /** How long the last answer took, from the first byte of its request. */
    long nanos() {
        return nanos;
    }

    void send(byte[] request) throws IOException {
        answer.clear();
        whole = 0;
        sent = System.nanoTime();
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /**
     * Reads what is there; whether that was the rest of the answer.
     *
     * @throws IOException when it is not 200, or the connection has ended
     */
    boolean answered() throws IOException {
        if (channel.read(answer) < 0) {
            throw new EOFException("the server has closed the connection");
        }
        if (whole == 0) {
            whole = length();
        }
        if (whole == 0 || answer.position() < whole) {
            return false;
        }
        nanos = System.nanoTime() - sent;
        return true;
    }

    /** Bytes of head and body together; 0 as long as the head is not whole. */
    private int length() throws IOException {
        int head = head();
        if (head == 0) {
            return 0;
        }
        String text = new String(answer.array(), 0, head, ISO_8859_1);
        int at = text.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (!text.startsWith(GOOD) || at < 0) {
            throw new IOException("the answer is " + new String(answer.array(), 0, answer.position(), ISO_8859_1));
        }
        int from = at + LENGTH.length();
        return head
                + Integer.parseInt(
                        text.substring(from, text.indexOf('\r', from)).strip());
    }

    private int head() {
        for (int i = 0; i + END.length <= answer.position(); i++) {
            if (answer.get(i) == END[0]
                    && answer.get(i + 1) == END[1]
                    && answer.get(i + 2) == END[2]
                    && answer.get(i + 3) == END[3]) {
                return i + END.length;
            }
        }
        return 0;
    }
}

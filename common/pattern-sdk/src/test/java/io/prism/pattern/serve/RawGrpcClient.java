// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A gRPC client that writes each frame by hand, so that it can send what no library would. For one thread. */
final class RawGrpcClient implements AutoCloseable {

    static final int PREFIX_BYTES = 5;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RESET = 3;
    private static final int SETTINGS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int CONNECTION = 0;
    private static final int FRAME_BYTES_MAX = 16 << 10;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int PLENTY = 1 << 28;

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    private final Map<Integer, Heard> streams = new HashMap<>();

    /** What came on one stream. */
    static final class Heard {
        private final Map<String, String> headers = new HashMap<>();
        private final ByteBuf data = Unpooled.buffer();
        private long window;
        private boolean ended;
        private int reset = -1;

        /** The gRPC status; empty when it was not said. */
        String status() {
            return headers.getOrDefault("grpc-status", "");
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        ByteBuf data() {
            return data;
        }

        /** How many bytes more the server lets be sent, of its own. */
        long window() {
            return window;
        }

        boolean over() {
            return ended || reset >= 0;
        }

        /** The code of RST_STREAM; -1 when there was none. */
        int reset() {
            return reset;
        }
    }

    RawGrpcClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        out = new BufferedOutputStream(socket.getOutputStream());
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, CONNECTION, new byte[0]);
        window(CONNECTION, PLENTY);
    }

    /** Begins a call; {@code more} are names and values of headers in turn. */
    void begin(int stream, String method, String... more) throws IOException {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .authority("test")
                .path("/" + method)
                .set("content-type", "application/grpc")
                .set("te", "trailers");
        for (int i = 0; i < more.length; i += 2) {
            headers.set(more[i], more[i + 1]);
        }
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(stream, headers, block);
        } catch (Http2Exception impossible) {
            throw new IOException(impossible);
        }
        byte[] bytes = new byte[block.readableBytes()];
        block.readBytes(bytes);
        frame(HEADERS, END_HEADERS, stream, bytes);
        out.flush();
    }

    /** Sends data, in frames as long as they may be. */
    void data(int stream, byte[] bytes, boolean end) throws IOException {
        int at = 0;
        while (bytes.length - at > FRAME_BYTES_MAX) {
            frame(DATA, 0, stream, Arrays.copyOfRange(bytes, at, at + FRAME_BYTES_MAX));
            at += FRAME_BYTES_MAX;
        }
        frame(DATA, end ? END_STREAM : 0, stream, Arrays.copyOfRange(bytes, at, bytes.length));
        out.flush();
    }

    void reset(int stream) throws IOException {
        frame(RESET, 0, stream, new byte[] {0, 0, 0, 8});
        out.flush();
    }

    /** Lets the server send {@code bytes} more. */
    void window(int stream, int bytes) throws IOException {
        frame(WINDOW_UPDATE, 0, stream, Unpooled.buffer().writeInt(bytes).array(), 4);
        out.flush();
    }

    /** One message as it is sent. */
    static byte[] framed(MessageLite message) {
        return framed(0, message.toByteArray());
    }

    static byte[] framed(int flags, byte[] message) {
        byte[] frame = new byte[PREFIX_BYTES + message.length];
        Unpooled.wrappedBuffer(frame)
                .writerIndex(0)
                .writeByte(flags)
                .writeInt(message.length)
                .writeBytes(message);
        return frame;
    }

    /** What came on a stream so far. */
    Heard heard(int stream) {
        return streams.computeIfAbsent(stream, _ -> new Heard());
    }

    /** Reads what comes until the stream is as it should be. */
    Heard await(int stream, Predicate<Heard> enough) throws IOException {
        Heard heard = heard(stream);
        while (!enough.test(heard)) {
            read();
        }
        return heard;
    }

    /** Reads what comes until the stream has ended. */
    Heard finish(int stream) throws IOException {
        return await(stream, Heard::over);
    }

    private void read() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = new byte[length];
        in.readFully(payload);
        Heard heard = heard(stream);
        switch (type) {
            case HEADERS ->
                headers(stream, payload)
                        .forEach(header -> heard.headers.put(
                                header.getKey().toString(), header.getValue().toString()));
            case DATA -> heard.data.writeBytes(payload);
            case RESET -> heard.reset = Unpooled.wrappedBuffer(payload).getInt(0);
            case WINDOW_UPDATE ->
                heard.window += Unpooled.wrappedBuffer(payload).getInt(0);
            default -> {
                // Settings, and what else belongs to the connection.
            }
        }
        if ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0) {
            heard.ended = true;
        }
    }

    private Http2Headers headers(int stream, byte[] block) throws IOException {
        try {
            return decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(block));
        } catch (Http2Exception malformed) {
            throw new IOException(malformed);
        }
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        frame(type, flags, stream, payload, payload.length);
    }

    private void frame(int type, int flags, int stream, byte[] payload, int length) throws IOException {
        ByteBuf head = Unpooled.buffer(9)
                .writeMedium(length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream);
        out.write(head.array(), 0, 9);
        out.write(payload, 0, length);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.fidelity;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.prism.core.config.HostPort;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client that writes HTTP/2 frames by hand, and so can be as rude as it likes. */
final class RawClient implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    static final int ENHANCE_YOUR_CALM = 11;
    static final int REFUSED_STREAM = 7;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private final DefaultHttp2HeadersEncoder hpack = new DefaultHttp2HeadersEncoder();

    /** A frame as it came. */
    record Frame(int type, int stream, ByteBuf payload) {
        /** The error code of a RST_STREAM or GOAWAY. */
        int code() {
            return payload.getInt(type == RESET ? 0 : 4);
        }

        /** What a GOAWAY says. */
        String text() {
            return payload.toString(8, payload.readableBytes() - 8, StandardCharsets.US_ASCII);
        }
    }

    /** Connects and says hello. */
    RawClient(HostPort door) throws IOException {
        this(door, new byte[0]);
    }

    /** Connects and says hello with settings. */
    RawClient(HostPort door, byte[] settings) throws IOException {
        socket = new Socket(door.host(), door.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Duration.ofSeconds(Recorder.PATIENCE_SECONDS).toMillis());
        out = new BufferedOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
        out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, settings);
        out.flush();
    }

    /** Writes a frame; {@link #flush} sends it. */
    void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuf head = Unpooled.buffer(9)
                .writeMedium(payload.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream);
        out.write(head.array(), 0, 9);
        out.write(payload);
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Says that it has seen the door's settings, which so are in force. */
    void acknowledge() throws IOException {
        frame(SETTINGS, 1, 0, new byte[0]);
    }

    /** Begins a gRPC call of a method of the stage. */
    void begin(String method, int stream) throws IOException {
        begin(method, stream, "");
    }

    /** Begins a gRPC call with a header of its own. */
    void begin(String method, int stream, String header) throws IOException {
        call("/" + Stage.SERVICE + "/" + method, END_HEADERS, stream, header);
    }

    /** Makes a gRPC call without a message, of anything. */
    void call(String path, int stream) throws IOException {
        call(path, END_HEADERS | END_STREAM, stream, "");
    }

    private void call(String path, int flags, int stream, String header) throws IOException {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .authority("door")
                .path(path)
                .set("content-type", "application/grpc")
                .set("te", "trailers")
                .set("x-own", header);
        ByteBuf block = Unpooled.buffer();
        try {
            hpack.encodeHeaders(stream, headers, block);
        } catch (Http2Exception impossible) {
            throw new IOException(impossible);
        }
        byte[] bytes = new byte[block.readableBytes()];
        block.readBytes(bytes);
        frame(HEADERS, flags, stream, bytes);
    }

    void reset(int stream) throws IOException {
        frame(RESET, 0, stream, new byte[] {0, 0, 0, 8});
    }

    /** The next frame; null when the other side has closed. */
    @Nullable
    Frame read() throws IOException {
        try {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = new byte[length];
            in.readFully(payload);
            return new Frame(type, stream, Unpooled.wrappedBuffer(payload));
        } catch (EOFException closed) {
            return null;
        }
    }

    /** The status of an answer. */
    static String status(Frame headers) throws IOException {
        return String.valueOf(headers(headers).status());
    }

    /** The headers of an answer, as somebody reads them who knows of none before. */
    static Http2Headers headers(Frame headers) throws IOException {
        try {
            return new DefaultHttp2HeadersDecoder().decodeHeaders(headers.stream(), headers.payload());
        } catch (Http2Exception malformed) {
            throw new IOException(malformed);
        }
    }

    /** The next frame of a type; null when the other side closes before it comes. */
    @Nullable
    Frame await(int type) throws IOException {
        Frame frame = read();
        while (frame != null && frame.type() != type) {
            frame = read();
        }
        return frame;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

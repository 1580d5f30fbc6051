// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.serve;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.grpc.MethodDescriptor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Protobuf messages, read from and written to buffers without a copy between. */
public final class ProtobufFrames {

    /** A byte of flags and four of length stand before each message. */
    static final int PREFIX_BYTES = 5;

    private ProtobufFrames() {}

    /** Reads the requests of a method, whose messages are protobuf. */
    @SuppressWarnings("unchecked") // A parser gives messages of the type of its prototype.
    public static <Q> Parser<Q> parser(MethodDescriptor<Q, ?> method) {
        var marshaller = (MethodDescriptor.PrototypeMarshaller<Q>) method.getRequestMarshaller();
        MessageLite prototype = (MessageLite) Objects.requireNonNull(marshaller.getMessagePrototype());
        return (Parser<Q>) prototype.getParserForType();
    }

    /**
     * Reads a message from {@code bytes}, whose reader index stays where it is.
     *
     * @param length how many bytes from the reader index on are the message
     * @throws InvalidProtocolBufferException when they are not one
     */
    public static <M> M parse(Parser<M> parser, ByteBuf bytes, int length) throws InvalidProtocolBufferException {
        int from = bytes.readerIndex();
        CodedInputStream input = bytes.hasArray()
                ? CodedInputStream.newInstance(bytes.array(), bytes.arrayOffset() + from, length)
                : CodedInputStream.newInstance(bytes.nioBuffer(from, length));
        M message = parser.parseFrom(input);
        input.checkLastTagWas(0);
        return message;
    }

    /** A message as it goes over the wire, its prefix before it. */
    static ByteBuf frame(ByteBufAllocator alloc, MessageLite message) {
        int length = message.getSerializedSize();
        ByteBuf frame = alloc.directBuffer(PREFIX_BYTES + length);
        frame.writeByte(0).writeInt(length);
        try {
            CodedOutputStream output = CodedOutputStream.newInstance(frame.nioBuffer(PREFIX_BYTES, length));
            message.writeTo(output);
            output.flush();
            frame.writerIndex(PREFIX_BYTES + length);
            return frame;
        } catch (IOException | RuntimeException broken) {
            frame.release();
            throw broken instanceof RuntimeException defect ? defect : new UncheckedIOException((IOException) broken);
        }
    }
}

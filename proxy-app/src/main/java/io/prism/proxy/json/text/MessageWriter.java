// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.text;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.prism.contracts.Contracts;

/**
 * Writes messages as JSON by protobuf's mapping, in one line. Fields without presence are always written: that
 * {@code found} is false must be seen. Safe for use by many threads.
 */
public final class MessageWriter {

    private static final JsonFormat.Printer PRINTER = JsonFormat.printer()
            .omittingInsignificantWhitespace()
            .alwaysPrintFieldsWithNoPresence()
            .usingTypeRegistry(types());

    private MessageWriter() {}

    /**
     * Writes a message.
     *
     * @param bytes the message as protobuf encodes it
     * @throws InvalidProtocolBufferException when {@code bytes} are no such message
     */
    public static String write(Descriptor type, byte[] bytes) throws InvalidProtocolBufferException {
        return PRINTER.print(DynamicMessage.parseFrom(type, bytes));
    }

    private static TypeRegistry types() {
        TypeRegistry.Builder types = TypeRegistry.newBuilder();
        Contracts.files().forEach(file -> types.add(file.getMessageTypes()));
        return types.build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the calls of a scenario ask of a Dapr sidecar. Its messages are written and read by hand: of its many hundred
 * fields these six are all there is to a read and a write.
 */
final class DaprQuestions {

    private static final String SERVICE = "dapr.proto.runtime.v1.Dapr";
    private static final int STORE = 1;
    private static final int KEY_TO_GET = 2;
    private static final int ITEMS = 2;
    private static final int KEY_OF_ITEM = 1;
    private static final int VALUE_OF_ITEM = 2;
    /** Number and wire type of the data in the answer to a read. */
    private static final int DATA = 1 << 3 | 2;

    private DaprQuestions() {}

    static Question<byte[], byte[]> of(Scenario scenario, int keys, String store) {
        KeyNames names = new KeyNames(scenario.valueBytes(), keys);
        return switch (scenario.kind()) {
            case GET ->
                question("GetState", names, key -> get(store, key), answer -> sizeOfData(answer) == names.valueBytes());
            case SET -> {
                String value = "\"" + "x".repeat(names.valueBytes() - 2) + "\"";
                yield question("SaveState", names, key -> set(store, key, value), answer -> answer.length == 0);
            }
            case SCAN, STREAM ->
                throw new IllegalArgumentException(
                        "Dapr's state interface lists nothing, so there is no " + scenario.label());
        };
    }

    private static Question<byte[], byte[]> question(
            String method, KeyNames names, Function<String, byte[]> request, Predicate<byte[]> right) {
        MethodDescriptor<byte[], byte[]> descriptor = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, method))
                .setRequestMarshaller(new AsTheyAre())
                .setResponseMarshaller(new AsTheyAre())
                .build();
        List<byte[]> requests = names.all().stream().map(request).toList();
        return new Question<>(descriptor, requests, right, 1);
    }

    private static byte[] get(String store, String key) {
        return written(out -> {
            out.writeString(STORE, store);
            out.writeString(KEY_TO_GET, key);
        });
    }

    private static byte[] set(String store, String key, String value) {
        byte[] item = written(out -> {
            out.writeString(KEY_OF_ITEM, key);
            out.writeByteArray(VALUE_OF_ITEM, value.getBytes(StandardCharsets.US_ASCII));
        });
        return written(out -> {
            out.writeString(STORE, store);
            out.writeByteArray(ITEMS, item);
        });
    }

    /** How long the data of an answer are; 0 when it has none, as that about a key which is not there. */
    private static int sizeOfData(byte[] answer) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(answer);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == DATA) {
                    return in.readRawVarint32();
                }
                in.skipField(tag);
            }
            return 0;
        } catch (IOException noMessage) {
            return 0;
        }
    }

    /** Writes a message. */
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] written(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Messages that stay bytes. */
    private record AsTheyAre() implements MethodDescriptor.Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream in) {
            try {
                return in.readAllBytes();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}

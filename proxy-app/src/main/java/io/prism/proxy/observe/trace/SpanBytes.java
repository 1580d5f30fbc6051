// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe.trace;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes spans as {@code opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest}. By hand, for the generated
 * classes of OTLP would be half a megabyte for these few fields; the tests read it with them.
 */
final class SpanBytes {

    private static final String SERVICE = "prism-proxy";
    private static final String SCOPE = "io.prism.proxy";
    private static final int KIND_SERVER = 2;
    private static final int STATUS_ERROR = 2;

    private SpanBytes() {}

    /** Writes fields. */
    private interface Fields {
        void write(CodedOutputStream to) throws IOException;
    }

    /** A request with these spans. */
    static byte[] request(List<Span> spans) {
        byte[] resource = message(to -> to.writeByteArray(1, attribute("service.name", SERVICE)));
        byte[] scope = message(to -> to.writeString(1, SCOPE));
        byte[] scopeSpans = message(to -> {
            to.writeByteArray(1, scope);
            for (Span span : spans) {
                to.writeByteArray(2, span(span));
            }
        });
        byte[] resourceSpans = message(to -> {
            to.writeByteArray(1, resource);
            to.writeByteArray(2, scopeSpans);
        });
        return message(to -> to.writeByteArray(1, resourceSpans));
    }

    private static byte[] span(Span span) {
        TraceContext context = span.context();
        return message(to -> {
            to.writeByteArray(1, bytes(context.traceHigh(), context.traceLow()));
            to.writeByteArray(2, bytes(context.span()));
            if (context.parent() != 0) {
                to.writeByteArray(4, bytes(context.parent()));
            }
            to.writeString(5, span.name());
            to.writeEnum(6, KIND_SERVER);
            to.writeFixed64(7, span.endNanos() - span.nanos());
            to.writeFixed64(8, span.endNanos());
            to.writeByteArray(9, attribute("rpc.system", "grpc"));
            to.writeByteArray(9, attribute("rpc.grpc.status_code", span.code()));
            to.writeByteArray(9, attribute("prism.namespace", span.namespace()));
            to.writeByteArray(9, attribute("prism.binding", span.binding()));
            to.writeByteArray(9, attribute("prism.request_id", span.requestId()));
            if (span.serverFault()) {
                to.writeByteArray(15, message(status -> status.writeEnum(3, STATUS_ERROR)));
            }
            to.writeFixed32(16, context.flags());
        });
    }

    private static byte[] attribute(String key, String value) {
        return attribute(key, message(to -> to.writeString(1, value)));
    }

    private static byte[] attribute(String key, long value) {
        return attribute(key, message(to -> to.writeInt64(3, value)));
    }

    private static byte[] attribute(String key, byte[] value) {
        return message(to -> {
            to.writeString(1, key);
            to.writeByteArray(2, value);
        });
    }

    private static byte[] bytes(long... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES);
        for (long word : words) {
            bytes.putLong(word);
        }
        return bytes.array();
    }

    private static byte[] message(Fields fields) {
        var bytes = new ByteArrayOutputStream();
        CodedOutputStream to = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(to);
            to.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres.keyvalue.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.vertx.core.buffer.Buffer;

/** Between the bytes of the gateway and those of the client library. */
final class Bytes {

    private Bytes() {}

    static Buffer of(ByteString bytes) {
        return Buffer.buffer(bytes.toByteArray());
    }

    static Buffer of(String text) {
        return Buffer.buffer(text.getBytes(UTF_8));
    }

    /** The bytes are the answer's own and are not changed any more. */
    static ByteString in(Buffer buffer) {
        return buffer.length() == 0 ? ByteString.EMPTY : UnsafeByteOperations.unsafeWrap(buffer.getBytes());
    }
}

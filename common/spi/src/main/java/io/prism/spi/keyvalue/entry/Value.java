// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.entry;

import com.google.protobuf.ByteString;

/**
 * Bytes that Prism carries and never looks into. Empty is a value like any other.
 *
 * @param bytes the bytes; immutable and shared, never copied on the way
 */
public record Value(ByteString bytes) {

    /** A value of no bytes. */
    public static final Value EMPTY = new Value(ByteString.EMPTY);

    @Override
    public String toString() {
        return bytes.size() + " bytes";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.parse;

import com.google.protobuf.ByteString;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import java.util.List;

/**
 * A word, number, text or sign.
 *
 * @param kind which of them
 * @param text as it is written; of a text, without quotes and with its escapes
 * @param bytes what a text means; empty otherwise
 * @param place where it starts
 * @param before the comments between the token before it and this one
 */
record Token(Kind kind, String text, ByteString bytes, SchemaLocation place, List<Comment> before) {

    enum Kind {
        WORD,
        INTEGER,
        FRACTION,
        TEXT,
        SIGN,
        END
    }

    /**
     * A comment.
     *
     * @param text without its signs
     * @param trailing whether it stands on the line of what is before it
     */
    record Comment(String text, boolean trailing) {}

    boolean is(String sign) {
        return (kind == Kind.SIGN || kind == Kind.WORD) && text.equals(sign);
    }

    /** For people. */
    String shown() {
        return kind == Kind.END ? "the end of the file" : SchemaFault.quoted(text);
    }
}

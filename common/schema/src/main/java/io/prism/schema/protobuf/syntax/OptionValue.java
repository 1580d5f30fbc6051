// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

import com.google.protobuf.ByteString;
import java.util.List;

/** What an option is set to. */
public sealed interface OptionValue {

    /**
     * A name: {@code true}, a constant of an enum, {@code inf} or {@code nan}; with a minus when there is one.
     *
     * @param text as it is written
     */
    record Word(String text) implements OptionValue {}

    /**
     * A number.
     *
     * @param text as it is written, with a minus when there is one
     */
    record Numeral(String text) implements OptionValue {}

    /**
     * A text, or bytes.
     *
     * @param value its bytes, in UTF-8 when it is a text
     */
    record Text(ByteString value) implements OptionValue {}

    /**
     * A message.
     *
     * @param entries its fields in the order of the text
     */
    record Block(List<Entry> entries) implements OptionValue {
        /** Keeps a copy. */
        public Block {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Several values.
     *
     * @param values in the order of the text
     */
    record Many(List<OptionValue> values) implements OptionValue {
        /** Keeps a copy. */
        public Many {
            values = List.copyOf(values);
        }
    }

    /**
     * A field of a message.
     *
     * @param key its name; in brackets when it is an extension
     * @param value what it is set to
     */
    record Entry(String key, OptionValue value) {}
}

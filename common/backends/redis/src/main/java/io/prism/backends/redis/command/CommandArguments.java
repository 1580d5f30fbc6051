// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** The arguments of a command, in order. For one thread; not to be changed once its command was sent. */
public final class CommandArguments {

    private final List<byte[]> values = new ArrayList<>();
    private long size;

    /** Makes an empty list. */
    public CommandArguments() {}

    /** Adds text, as UTF-8. */
    public CommandArguments text(String text) {
        return bytes(text.getBytes(UTF_8));
    }

    /** Adds bytes, which must not be changed afterwards. */
    public CommandArguments bytes(byte[] bytes) {
        values.add(bytes);
        size += bytes.length;
        return this;
    }

    /** Adds a whole number in decimal digits. */
    public CommandArguments number(long number) {
        return text(Long.toString(number));
    }

    /** Adds what another list holds now. */
    public CommandArguments all(CommandArguments others) {
        values.addAll(others.values);
        size += others.size;
        return this;
    }

    /** How many there are. */
    public int count() {
        return values.size();
    }

    /** Bytes of all together. */
    public long size() {
        return size;
    }

    /** A copy of the list, as the client wants it. */
    Object[] toArray() {
        return values.toArray();
    }
}

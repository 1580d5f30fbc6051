// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue.raw;

import io.prism.backends.redis.command.CommandArguments;

/** One operation on one plain string, as the script {@code raw.lua} takes it. */
final class RawPart {

    private final String letter;
    private final byte[] key;
    private final CommandArguments arguments;

    /**
     * An operation.
     *
     * @param letter what to do, as the script names it
     * @param key the Redis key
     * @param arguments what the operation needs besides
     */
    RawPart(String letter, byte[] key, CommandArguments arguments) {
        this.letter = letter;
        this.key = key;
        this.arguments = arguments;
    }

    void addTo(CommandArguments keys, CommandArguments all) {
        keys.bytes(key);
        all.text(letter).number(arguments.count()).all(arguments);
    }

    /** About how many bytes it writes. */
    long size() {
        return arguments.size();
    }
}

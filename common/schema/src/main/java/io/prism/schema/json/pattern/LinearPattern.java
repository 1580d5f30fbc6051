// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.pattern;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of a schema, asked only whether a property name fits it. It never reaches {@code
 * java.util.regex} or any other engine that tries one way after the other: such an engine can be kept busy for years
 * by a pattern of ten characters. Where the answer cannot be had in linear time, it is {@link Answer#UNDECIDED}. Safe
 * for use by many threads.
 */
public final class LinearPattern {

    /** Names longer than this are not decided. */
    private static final int NAME_CHARS_MAX = 1_000;

    /** Whether a name fits. */
    public enum Answer {
        /** It fits. */
        YES,
        /** It does not. */
        NO,
        /** The pattern has look-around, back references, classes of Unicode or flags, or is too large. */
        UNDECIDED
    }

    private final @Nullable RegexProgram program;

    private LinearPattern(@Nullable RegexProgram program) {
        this.program = program;
    }

    /** The pattern {@code text}; one that is malformed is never decided. */
    public static LinearPattern of(String text) {
        try {
            return new LinearPattern(RegexProgram.of(PatternParser.parse(text)));
        } catch (PatternParser.Malformed | RegexProgram.Undecidable e) {
            return new LinearPattern(null);
        }
    }

    /** What is wrong with {@code text} as a regular expression; empty when nothing is. */
    public static Optional<String> problemWith(String text) {
        try {
            PatternParser.parse(text);
            return Optional.empty();
        } catch (PatternParser.Malformed e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** How many steps an answer about {@code name} may take. */
    public long cost(String name) {
        return program == null ? 1 : 1 + (long) program.size() * Math.min(name.length(), NAME_CHARS_MAX) / 16;
    }

    /** Whether it fits somewhere in {@code name}. */
    public Answer find(String name) {
        if (program == null || name.length() > NAME_CHARS_MAX) {
            return Answer.UNDECIDED;
        }
        return program.findsIn(name) ? Answer.YES : Answer.NO;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.limit;

import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaLocation;

/**
 * How large a schema may be, and how much work it may cause. Whatever is beyond is refused with a
 * {@link SchemaException} whose kind {@linkplain FaultKind#isLimit() is a limit}; nothing is cut off in silence.
 *
 * @param textCharsMax most characters of one text
 * @param depthMax deepest nesting of values, declarations or of definitions that lead from one to the next. Every
 *     level costs a few stack frames: 300 is safe on a thread with the usual stack of 1 MiB
 * @param partsMax most JSON values or tokens of one text
 * @param referencesMax most referenced schemas, direct and indirect ones together
 * @param referenceCharsMax most characters of all referenced texts together
 * @param stepsMax most steps of one comparison or resolution; a step is the look at one pair of definitions
 * @param differencesMax most differences that one comparison reports of those that break and of those that do not
 */
public record SchemaLimits(
        int textCharsMax,
        int depthMax,
        int partsMax,
        int referencesMax,
        int referenceCharsMax,
        int stepsMax,
        int differencesMax) {

    /**
     * Most characters of one full name of a type, with its namespace or package; the same for a base URI. What is
     * inside carries it in its own name, so a long one is paid for many times.
     */
    public static final int NAME_CHARS_MAX = 512;

    /** How many times {@link #textCharsMax} the names on the way to every part of a text may be together. */
    private static final int NAMES_TO_TEXT_MAX = 32;

    /** How many times longer than what is sent what this library writes of it may be. */
    private static final int OWN_LENGTH_MAX = 8;

    /** How many times deeper: a type that stood beside its use may be written where it is used. */
    private static final int OWN_DEPTH_MAX = 3;

    /** What a registry allows when nobody says otherwise. */
    public static final SchemaLimits STANDARD =
            new SchemaLimits(1024 * 1024, 300, 200_000, 1_000, 8 * 1024 * 1024, 500_000, 1_000);

    /** Refuses limits that would refuse every schema. */
    public SchemaLimits {
        int least = Math.min(
                Math.min(Math.min(textCharsMax, depthMax), Math.min(partsMax, stepsMax)),
                Math.min(differencesMax, Math.min(referencesMax, referenceCharsMax) + 1));
        if (least < 1) {
            throw new IllegalArgumentException("a limit is below 1 (references: below 0)");
        }
    }

    /**
     * The limits for texts that this library wrote itself, from one that it had accepted: canonical texts may be longer
     * and nest deeper than what was sent.
     */
    public SchemaLimits forOwnTexts() {
        return new SchemaLimits(
                product(textCharsMax, OWN_LENGTH_MAX),
                product(depthMax, OWN_DEPTH_MAX),
                product(partsMax, OWN_LENGTH_MAX),
                referencesMax,
                product(referenceCharsMax, OWN_LENGTH_MAX),
                stepsMax,
                differencesMax);
    }

    private static int product(int limit, int factor) {
        return (int) Math.min(Integer.MAX_VALUE, (long) limit * factor);
    }

    /** Refuses the full name {@code name} of something at {@code place} when it is too long. */
    public void checkName(String name, SchemaLocation place) {
        if (name.length() > NAME_CHARS_MAX) {
            throw SchemaException.of(
                    FaultKind.TOO_LONG,
                    place,
                    "a name has %d characters in full, allowed are %d".formatted(name.length(), NAME_CHARS_MAX),
                    "use shorter names or nest less");
        }
    }

    /**
     * Refuses a text whose parts, up to the one at {@code place}, have names on the way to them of {@code chars}
     * characters together, when that is too many: every fault, difference and tag is told with such a way.
     */
    public void checkNames(long chars, SchemaLocation place) {
        if (chars > (long) textCharsMax * NAMES_TO_TEXT_MAX) {
            throw SchemaException.of(
                    FaultKind.TOO_LONG,
                    place,
                    "the names on the way to each part have more than %d characters together"
                            .formatted((long) textCharsMax * NAMES_TO_TEXT_MAX),
                    "use shorter names or nest less");
        }
    }

    /**
     * Passes on {@code text}, which this library wrote of an accepted one; refuses it when it could not be read again.
     */
    public String checkOwn(String text) {
        forOwnTexts().checkLength(text);
        return text;
    }

    /** Refuses a text that is too long. */
    public void checkLength(String text) {
        if (text.length() > textCharsMax) {
            throw SchemaException.of(
                    FaultKind.TOO_LONG,
                    SchemaLocation.WHOLE,
                    "the schema has %d characters, allowed are %d".formatted(text.length(), textCharsMax),
                    "split it into several schemas that refer to each other");
        }
    }

    /** Refuses something at {@code place} that is {@code depth} levels deep, when that is too deep. */
    public void checkDepth(int depth, SchemaLocation place) {
        if (depth > depthMax) {
            throw SchemaException.of(
                    FaultKind.TOO_DEEP,
                    place,
                    "the schema is nested more than %d levels deep".formatted(depthMax),
                    "nest less, or name the inner definitions and refer to them");
        }
    }

    /** Refuses something at {@code place} that is the part number {@code count}, when that is one too many. */
    public void checkParts(int count, SchemaLocation place) {
        if (count > partsMax) {
            throw SchemaException.of(
                    FaultKind.TOO_MANY_PARTS,
                    place,
                    "the schema has more than %d parts".formatted(partsMax),
                    "split it into several schemas that refer to each other");
        }
    }

    /** Refuses a number of references, or referenced texts of a length, that is too large. */
    public void checkReferences(int count, long chars) {
        if (count > referencesMax || chars > referenceCharsMax) {
            throw SchemaException.of(
                    FaultKind.TOO_MANY_REFERENCES,
                    SchemaLocation.WHOLE,
                    "the schema refers to %d schemas with %d characters, allowed are %d with %d"
                            .formatted(count, chars, referencesMax, referenceCharsMax),
                    "refer to fewer or smaller schemas");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.limit;

import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.Place;
import io.prism.schema.fault.SchemaException;

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

    /** Refuses a text that is too long. */
    public void checkLength(String text) {
        if (text.length() > textCharsMax) {
            throw SchemaException.of(
                    FaultKind.TOO_LONG,
                    Place.WHOLE,
                    "the schema has %d characters, allowed are %d".formatted(text.length(), textCharsMax),
                    "split it into several schemas that refer to each other");
        }
    }

    /** Refuses something at {@code place} that is {@code depth} levels deep, when that is too deep. */
    public void checkDepth(int depth, Place place) {
        if (depth > depthMax) {
            throw SchemaException.of(
                    FaultKind.TOO_DEEP,
                    place,
                    "the schema is nested more than %d levels deep".formatted(depthMax),
                    "nest less, or name the inner definitions and refer to them");
        }
    }

    /** Refuses something at {@code place} that is the part number {@code count}, when that is one too many. */
    public void checkParts(int count, Place place) {
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
                    Place.WHOLE,
                    "the schema refers to %d schemas with %d characters, allowed are %d with %d"
                            .formatted(count, chars, referencesMax, referenceCharsMax),
                    "refer to fewer or smaller schemas");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.difference;

/**
 * A kind of difference between the schema that wrote data and the one that reads it. Its names are those of
 * Confluent's registry.
 */
public sealed interface DifferenceType permits AvroDifference, JsonDifference, ProtobufDifference {

    /** The name clients see, such as {@code TYPE_CHANGED}. */
    String name();

    /** Whether the reader may fail on data of the writer. */
    boolean breaks(CompatibilityPolicy policy);

    /**
     * What is to be said of it, with {@code {reader}}, {@code {writer}}, {@code {path}} and {@code {detail}} where the
     * two schemas, the place and a further fact belong. Empty for most that break nobody.
     */
    String sentence();
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.source;

import io.prism.schema.limit.SchemaLimits;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a schema is read from. Nothing else is ever fetched, whatever the text names.
 *
 * @param text the schema as it was sent, kept character by character
 * @param references every schema it refers to, directly or through others, by the name it is referred to: the file of
 *     an import (Protobuf), the URI of a {@code $ref} (JSON Schema), any name (Avro, where types are found by their
 *     own names)
 * @param stored whether it was accepted once and comes from a store. Then it is read as leniently as Confluent's
 *     registry reads its own schemas: defaults of Avro fields are not checked again, and it may be as long as a
 *     canonical text can become
 */
public record SchemaSource(String text, Map<String, String> references, boolean stored) {

    /** Keeps the references in the order given. */
    public SchemaSource {
        references = Collections.unmodifiableMap(new LinkedHashMap<>(references));
    }

    /** A new schema that refers to no other. */
    public static SchemaSource of(String text) {
        return new SchemaSource(text, Map.of(), false);
    }

    /** A new schema that refers to others. */
    public static SchemaSource of(String text, Map<String, String> references) {
        return new SchemaSource(text, references, false);
    }

    /** The same references with a text that this library wrote of this one. */
    public SchemaSource written(String ownText) {
        return new SchemaSource(ownText, references, true);
    }

    /**
     * Refuses texts and references that are too many or too long, before anything is read.
     *
     * @return the limits for the text; those for the references are always the {@link SchemaLimits#forOwnTexts own} ones
     */
    public SchemaLimits check(SchemaLimits limits) {
        SchemaLimits own = stored ? limits.forOwnTexts() : limits;
        own.checkLength(text);
        long chars = references.values().stream().mapToLong(String::length).sum();
        own.checkReferences(references.size(), chars);
        return own;
    }
}

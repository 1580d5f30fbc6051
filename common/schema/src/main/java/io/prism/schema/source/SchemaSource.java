// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.source;

import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
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

    /**
     * A new schema that comes as bytes of UTF-8, from a file or a request.
     *
     * @throws SchemaException SYNTAX, with the place of the first bytes that are not UTF-8
     */
    public static SchemaSource ofUtf8(byte[] bytes, Map<String, String> references) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(rest, text, true);
        String read = text.flip().toString();
        if (result.isError()) {
            throw SchemaException.of(
                    FaultKind.SYNTAX,
                    SchemaLocation.of(read, read.length()),
                    "the byte 0x%02x, number %d, is not UTF-8".formatted(rest.get(), rest.position()),
                    "send the schema in UTF-8");
        }
        return new SchemaSource(read, references, false);
    }

    /** The same references with a text that this library wrote of this one. */
    public SchemaSource written(String ownText) {
        return new SchemaSource(ownText, references, true);
    }

    /** Characters of all schemas that it refers to. */
    public long referenceChars() {
        return references.values().stream().mapToLong(String::length).sum();
    }

    /**
     * Refuses texts and references that are too many or too long, before anything is read.
     *
     * @return the limits for the text; those for the references are always the {@link SchemaLimits#forOwnTexts own} ones
     */
    public SchemaLimits check(SchemaLimits limits) {
        SchemaLimits own = stored ? limits.forOwnTexts() : limits;
        own.checkLength(text);
        own.checkReferences(references.size(), referenceChars());
        return own;
    }
}

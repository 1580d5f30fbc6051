// SPDX-License-Identifier: Apache-2.0
package io.prism.schema;

import io.prism.schema.avro.AvroDocument;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.json.JsonDocument;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.protobuf.ProtobufDocument;
import io.prism.schema.source.SchemaSource;
import java.util.Optional;

/** A language for schemas. Its names are those of Confluent's registry. Safe for use by many threads. */
public enum SchemaFormat {
    /** Apache Avro. */
    AVRO,
    /** JSON Schema: drafts 4, 6 and 7, 2019-09 and 2020-12. */
    JSON,
    /** Protocol Buffers: proto2, proto3 and edition 2023. */
    PROTOBUF;

    /** The format called {@code name}, in capitals; empty when there is none. */
    public static Optional<SchemaFormat> named(String name) {
        for (SchemaFormat format : values()) {
            if (format.name().equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /**
     * Reads a schema and all that it refers to, and checks it.
     *
     * @throws SchemaException when it cannot be used. Its fault says what is wrong and where. Reading it again fails
     *     again
     */
    public ParsedSchema parse(SchemaSource source, SchemaLimits limits) {
        return switch (this) {
            case AVRO -> new AvroText(AvroDocument.read(source, limits));
            case JSON -> new JsonText(JsonDocument.read(source, limits));
            case PROTOBUF -> new ProtobufText(ProtobufDocument.read(source, limits));
        };
    }
}

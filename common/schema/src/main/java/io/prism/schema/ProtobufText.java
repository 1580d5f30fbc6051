// SPDX-License-Identifier: Apache-2.0
package io.prism.schema;

import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.protobuf.ProtobufDocument;
import io.prism.schema.source.SchemaSource;
import io.prism.schema.tag.SchemaTags;
import java.util.List;
import java.util.Optional;

/**
 * A Protobuf schema.
 *
 * @param document what was read
 */
public record ProtobufText(ProtobufDocument document) implements ParsedSchema {

    @Override
    public SchemaFormat format() {
        return SchemaFormat.PROTOBUF;
    }

    @Override
    public SchemaSource source() {
        return document.source();
    }

    @Override
    public String canonical() {
        return document.canonical();
    }

    @Override
    public ParsedSchema normalized() {
        return new ProtobufText(document.normalized());
    }

    @Override
    public String inForm(String form) {
        return switch (form) {
            case "serialized" -> document.serialized();
            case "ignore_extensions" -> document.withoutExtensions();
            default -> canonical();
        };
    }

    @Override
    public Optional<String> name() {
        return document.firstMessage();
    }

    @Override
    public SchemaTags tags() {
        return document.tags();
    }

    @Override
    public List<Difference> differencesFrom(ParsedSchema writer, CompatibilityPolicy policy, StepLimit steps) {
        if (writer instanceof ProtobufText other) {
            return document.differencesFrom(other.document, steps);
        }
        throw new IllegalArgumentException("a Protobuf schema has no differences from a schema of " + writer.format());
    }
}

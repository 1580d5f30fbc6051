// SPDX-License-Identifier: Apache-2.0
package io.prism.schema;

import io.prism.schema.avro.AvroDocument;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import io.prism.schema.tag.SchemaTags;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * An Avro schema.
 *
 * @param document what was read
 */
public record AvroText(AvroDocument document) implements ParsedSchema {

    @Override
    public SchemaFormat format() {
        return SchemaFormat.AVRO;
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
        return new AvroText(document.normalized());
    }

    @Override
    public String inForm(String form) {
        return form.equals("resolved") ? document.resolved() : canonical();
    }

    @Override
    public Optional<String> name() {
        Schema schema = document.schema();
        return schema.getType() == Schema.Type.RECORD ? Optional.of(schema.getFullName()) : Optional.empty();
    }

    @Override
    public SchemaTags tags() {
        return document.tags();
    }

    @Override
    public List<Difference> differencesFrom(ParsedSchema writer, CompatibilityPolicy policy, StepLimit steps) {
        if (writer instanceof AvroText other) {
            return document.differencesFrom(other.document, steps);
        }
        throw new IllegalArgumentException("an Avro schema has no differences from a schema of " + writer.format());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.schema;

import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.json.JsonDocument;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import io.prism.schema.tag.SchemaTags;
import java.util.List;
import java.util.Optional;

/**
 * A JSON Schema.
 *
 * @param document what was read
 */
public record JsonText(JsonDocument document) implements ParsedSchema {

    @Override
    public SchemaFormat format() {
        return SchemaFormat.JSON;
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
        return new JsonText(document.normalized());
    }

    @Override
    public String inForm(String form) {
        return canonical();
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(document.tree().path("title").textValue());
    }

    @Override
    public SchemaTags tags() {
        return document.tags();
    }

    @Override
    public List<Difference> differencesFrom(ParsedSchema writer, CompatibilityPolicy policy, StepLimit steps) {
        if (writer instanceof JsonText other) {
            return document.differencesFrom(other.document, policy, steps);
        }
        throw new IllegalArgumentException("a JSON Schema has no differences from a schema of " + writer.format());
    }
}

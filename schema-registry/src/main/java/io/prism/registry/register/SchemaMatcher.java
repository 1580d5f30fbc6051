// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.resolve.ParsedSchemas;
import io.prism.registry.store.SchemaVersion;
import io.prism.schema.SchemaFormat;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds a schema among versions. */
@ApplicationScoped
class SchemaMatcher {

    private final ParsedSchemas texts;

    SchemaMatcher(ParsedSchemas texts) {
        this.texts = texts;
    }

    /**
     * The latest of {@code versions} that has this content, or the same with its references written out, which is how
     * Avro's own clients send it.
     */
    Optional<SchemaVersion> among(List<SchemaVersion> versions, PreparedSchema wanted) {
        Optional<SchemaVersion> same = versions.reversed().stream()
                .filter(version -> version.content().equals(wanted.content()))
                .findFirst();
        if (same.isPresent()
                || wanted.content().format() != SchemaFormat.AVRO
                || !wanted.content().references().isEmpty()) {
            return same;
        }
        return versions.reversed().stream()
                .filter(version -> isWrittenOut(version, wanted))
                .findFirst();
    }

    private boolean isWrittenOut(SchemaVersion version, PreparedSchema wanted) {
        SchemaContent content = version.content();
        return content.format() == SchemaFormat.AVRO
                && !content.references().isEmpty()
                && Objects.equals(content.metadata(), wanted.content().metadata())
                && Objects.equals(content.rules(), wanted.content().rules())
                && texts.registered(content, version.subject().context())
                        .inForm("resolved")
                        .equals(wanted.schema().inForm("resolved"));
    }
}

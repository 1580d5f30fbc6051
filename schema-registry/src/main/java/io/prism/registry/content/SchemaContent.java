// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.content;

import io.prism.schema.SchemaFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema with all that belongs to it. Two that are equal have one id in a context, whatever their subjects.
 *
 * @param format the format
 * @param text the canonical text
 * @param references what it refers to, in the order given
 * @param metadata what is said beside it; null when nothing is
 * @param rules the rules beside it; null when there are none
 */
public record SchemaContent(
        SchemaFormat format,
        String text,
        List<Reference> references,
        @Nullable Metadata metadata,
        @Nullable RuleSet rules) {

    /** Keeps a copy. */
    public SchemaContent {
        references = List.copyOf(references);
    }

    /** Characters of the text and of what is beside it. */
    public long chars() {
        return text.length() + charsBeside();
    }

    /** Characters of what is beside the text. */
    public long charsBeside() {
        return (metadata == null ? 0 : metadata.chars()) + (rules == null ? 0 : rules.chars());
    }

    /** One that refers to nothing and has nothing beside it. */
    public static SchemaContent of(SchemaFormat format, String text) {
        return new SchemaContent(format, text, List.of(), null, null);
    }
}

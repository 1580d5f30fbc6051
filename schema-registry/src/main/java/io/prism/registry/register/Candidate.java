// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.content.Metadata;
import io.prism.registry.content.Reference;
import io.prism.registry.content.RuleSet;
import io.prism.schema.SchemaFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schema as a caller sends it.
 *
 * @param format the format
 * @param text the schema; blank when the latest one of the subject is meant
 * @param references what it refers to; version -1 is the latest one
 * @param metadata what is said beside it; null when nothing is
 * @param rules the rules beside it; null when there are none
 * @param version the version it is to be; {@link #NEXT} for the next one, -1 for the next one with its number beside it
 * @param id the id it is to have; {@link #ANY} for the one its content has, or the next one
 */
public record Candidate(
        SchemaFormat format,
        String text,
        List<Reference> references,
        @Nullable Metadata metadata,
        @Nullable RuleSet rules,
        int version,
        int id) {

    /** Any version. */
    public static final int NEXT = 0;

    /** Any id. */
    public static final int ANY = 0;

    /** Keeps a copy. */
    public Candidate {
        references = List.copyOf(references);
    }

    /** The same with something else beside it. */
    Candidate with(@Nullable Metadata otherMetadata, @Nullable RuleSet otherRules) {
        return new Candidate(format, text, references, otherMetadata, otherRules, version, id);
    }

    /** Whether it has no text of its own. */
    boolean isBlank() {
        return text.isBlank();
    }
}

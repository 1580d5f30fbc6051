// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a subject.
 *
 * @param subject the subject
 * @param version its number in the subject, from 1
 * @param id the number of its content in the context, from 1
 * @param content the schema
 * @param sent the text as it was sent, with its comments; null when it was the canonical one
 * @param since when it was registered
 * @param hidden whether it is softly deleted: not listed, but still found by its id
 */
public record SchemaVersion(
        SubjectName subject,
        int version,
        int id,
        SchemaContent content,
        @Nullable String sent,
        Instant since,
        boolean hidden) {

    /** Characters of its texts. */
    public long chars() {
        return content.chars() + (sent == null ? 0 : sent.length());
    }

    /** The same, softly deleted. */
    public SchemaVersion hide() {
        return new SchemaVersion(subject, version, id, content, sent, since, true);
    }
}

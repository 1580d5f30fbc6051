// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import io.prism.registry.content.SchemaContent;
import io.prism.registry.name.SubjectName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version to be added.
 *
 * @param subject the subject
 * @param content the schema
 * @param sent the text as it was sent; null when it was the canonical one
 * @param version its number; {@link #NEXT} for the next one
 * @param id its id; {@link #NEXT} for the one its content has, or the next one
 * @param since when it was registered
 */
public record NewVersion(
        SubjectName subject,
        SchemaContent content,
        @Nullable String sent,
        int version,
        int id,
        Instant since) {

    /** The store chooses. */
    public static final int NEXT = 0;

    /** Refuses numbers below 0. */
    public NewVersion {
        if (version < 0 || id < 0) {
            throw new IllegalArgumentException("a version or id is below 0");
        }
    }

    /** Characters of its texts. */
    public long chars() {
        return content.chars() + (sent == null ? 0 : sent.length());
    }

    /** One whose numbers the store chooses. */
    public static NewVersion of(SubjectName subject, SchemaContent content, Instant since) {
        return new NewVersion(subject, content, null, NEXT, NEXT, since);
    }
}

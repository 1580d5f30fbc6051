// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.tag;

import java.util.List;

/**
 * Every record and field that a schema defines, with its tags. Fields without tags are there too: rules ask for what
 * is missing as well. Types of referenced schemas are left out; they are told by their own schema.
 *
 * @param parts in the order of the text
 */
public record SchemaTags(List<SchemaPart> parts) {

    /** Keeps a copy. */
    public SchemaTags {
        parts = List.copyOf(parts);
    }

    /** What is said about the part at {@code path}; none when there is no such part. */
    public Tags at(String path) {
        return parts.stream()
                .filter(part -> part.path().equals(path))
                .map(SchemaPart::tags)
                .findFirst()
                .orElse(Tags.NONE);
    }

    /** The parts that have the tag {@code name}. */
    public List<SchemaPart> having(String name) {
        return parts.stream().filter(part -> part.tags().get(name).isPresent()).toList();
    }
}

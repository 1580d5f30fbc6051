// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.shape;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What a schema says about itself, which restricts nothing.
 *
 * @param id its identifier; null when it has none
 * @param title its title; null when it has none
 * @param description its description; null when it has none
 * @param defaultValue what stands for a missing value; null when nothing does
 */
public record SchemaMetadata(
        @Nullable String id,
        @Nullable String title,
        @Nullable String description,
        @Nullable JsonNode defaultValue) {

    /** Nothing is said. */
    public static final SchemaMetadata NONE = new SchemaMetadata(null, null, null, null);
}

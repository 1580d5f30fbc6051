// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import org.jspecify.annotations.Nullable;

/**
 * One key of a section.
 *
 * @param key how it is written
 * @param shape what its value must look like
 * @param required whether it must be given
 * @param otherwise its text when it is not given; null when there is none
 * @param description what it does, one sentence
 */
public record ConfigField(
        String key,
        ValueShape shape,
        boolean required,
        @Nullable String otherwise,
        String description) {

    /** A key that must be given. */
    public static ConfigField required(String key, ValueShape shape, String description) {
        return new ConfigField(key, shape, true, null, description);
    }

    /** A key that may be left out and has no default. */
    public static ConfigField optional(String key, ValueShape shape, String description) {
        return new ConfigField(key, shape, false, null, description);
    }

    /** A key that stands for {@code otherwise} when it is left out. */
    public static ConfigField withDefault(String key, ValueShape shape, String otherwise, String description) {
        return new ConfigField(key, shape, false, otherwise, description);
    }
}

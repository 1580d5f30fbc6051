// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

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
record Field(
        String key, Shape shape, boolean required, @Nullable String otherwise, String description) {

    static Field required(String key, Shape shape, String description) {
        return new Field(key, shape, true, null, description);
    }

    static Field optional(String key, Shape shape, String description) {
        return new Field(key, shape, false, null, description);
    }

    static Field withDefault(String key, Shape shape, String otherwise, String description) {
        return new Field(key, shape, false, otherwise, description);
    }
}

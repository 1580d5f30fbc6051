// SPDX-License-Identifier: Apache-2.0
package io.prism.core.binding;

import io.prism.core.OptionMap;

/**
 * A backend as a pattern host opens it.
 *
 * @param name its name in {@code prism.yaml}
 * @param type which driver opens it
 * @param settings its options, secrets resolved
 */
public record BackendSpec(String name, String type, OptionMap settings) {}

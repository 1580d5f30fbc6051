// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.shape;

import io.prism.schema.json.pattern.LinearPattern;

/**
 * What must stand under names that fit a regular expression.
 *
 * @param pattern the expression
 * @param schema what it must fit
 */
public record PatternRule(LinearPattern pattern, SchemaShape schema) {}

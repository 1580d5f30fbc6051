// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.compatible;

import io.prism.schema.ParsedSchema;

/**
 * An earlier version of a schema.
 *
 * @param version its number, from 1
 * @param schema the schema
 */
public record EarlierVersion(int version, ParsedSchema schema) {}

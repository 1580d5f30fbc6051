// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.content.SchemaContent;
import io.prism.schema.ParsedSchema;

/**
 * A schema that has been read and found right.
 *
 * @param content what would be kept of it
 * @param asSent what was read from the text as it was sent, comments included
 * @param schema what was read from what would be kept: the same, or its normal form
 */
public record PreparedSchema(SchemaContent content, ParsedSchema asSent, ParsedSchema schema) {}

// SPDX-License-Identifier: Apache-2.0
/**
 * Schemas of three formats under one roof: read, written in one form, and compared. Nothing here does any input or
 * output, keeps state or starts a thread; what is read is immutable and may be kept and shared.
 *
 * <p>Everything starts with {@link io.prism.schema.SchemaFormat#parse}, which makes a
 * {@link io.prism.schema.ParsedSchema} or throws a {@link io.prism.schema.fault.SchemaException} that says what is wrong
 * and where. {@link io.prism.schema.compatible.Compatibility} holds a parsed schema against earlier versions.
 *
 * <p>Texts are those of strangers: {@link io.prism.schema.limit.SchemaLimits} bound what each may cost. What a caller
 * hands in as {@linkplain io.prism.schema.source.SchemaSource#stored() stored} must have passed here before.
 */
@NullMarked
package io.prism.schema;

import org.jspecify.annotations.NullMarked;

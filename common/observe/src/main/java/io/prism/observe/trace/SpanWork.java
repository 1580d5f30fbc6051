// SPDX-License-Identifier: Apache-2.0
package io.prism.observe.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;

/**
 * What a span tells of.
 *
 * @param kind which side of a call
 * @param name what was done, from a bounded set of names
 * @param attributes more about it; neither keys nor values nor tokens
 * @param failed whether whoever did it is at fault
 */
public record SpanWork(SpanKind kind, String name, Attributes attributes, boolean failed) {}

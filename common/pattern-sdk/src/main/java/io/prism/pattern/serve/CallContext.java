// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import io.prism.core.Deadline;

/**
 * What a pattern may know of a call beside its message.
 *
 * @param deadline when the caller stops waiting
 * @param idempotencyKey the caller's name for this write, from its metadata; empty when it gave none
 */
public record CallContext(Deadline deadline, String idempotencyKey) {}

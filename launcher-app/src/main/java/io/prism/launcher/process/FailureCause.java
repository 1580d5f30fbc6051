// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

/**
 * Why something failed.
 *
 * @param kind what kind of failure it is
 * @param sentence what happened, as a sentence without its subject; no secrets
 */
public record FailureCause(FailureKind kind, String sentence) {}

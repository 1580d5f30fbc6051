// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

/**
 * The section {@code limits} of a namespace: its share of the proxy. Zero stands for no limit.
 *
 * @param callsPerSecond most calls begun in a second; a second's worth may come at once
 * @param bytesPerSecond most bytes of requests and answers in a second; calls that run are finished, new ones wait their
 *     turn
 * @param callsOfBinding most calls of each of its bindings open at once
 */
public record NamespaceLimits(long callsPerSecond, long bytesPerSecond, int callsOfBinding) {

    /** No limit at all. */
    public static final NamespaceLimits NONE = new NamespaceLimits(0, 0, 0);
}

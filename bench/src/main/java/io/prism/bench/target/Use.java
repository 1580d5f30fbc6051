// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import java.time.Duration;

/**
 * How a target is used.
 *
 * @param connections HTTP/2 connections to each target, or what stands for them
 * @param keys how many different keys of each size of value are read and written
 * @param deadline of every call
 */
public record Use(int connections, int keys, Duration deadline) {}

// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import java.nio.file.Path;
import java.time.Clock;

/**
 * What a measurement is made with.
 *
 * @param proc where the system says what processes do: {@code /proc} outside of tests
 * @param clock for the date of the report
 * @param line the command line, for the report
 */
record BenchContext(Path proc, Clock clock, String line) {}

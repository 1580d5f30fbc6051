// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import io.prism.core.config.PrismConfig;
import io.prism.core.config.read.PatternFolder;
import io.prism.launcher.place.RunDir;

/**
 * What was settled before Quarkus started.
 *
 * @param line the command line
 * @param config the configuration of the start
 * @param patterns the patterns of the start
 * @param runDir the folder that is ours
 */
record Launch(CommandLine line, PrismConfig config, PatternFolder patterns, RunDir runDir) {}

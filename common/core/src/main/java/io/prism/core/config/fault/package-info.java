// SPDX-License-Identifier: Apache-2.0
/** What is wrong with a configuration file: where it is, what was seen and what to do, all of it in one report. */
@NullMarked
package io.prism.core.config.fault;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code ./prism test} and {@code ./prism up} print about a run of Maven, while it goes on and afterwards. The two
 * programs are started from their source, since nothing is built yet when they are needed: they use the JDK alone.
 */
@NullMarked
package io.prism.testkit.report;

import org.jspecify.annotations.NullMarked;

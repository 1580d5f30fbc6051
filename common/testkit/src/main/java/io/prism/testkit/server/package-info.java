// SPDX-License-Identifier: Apache-2.0
/** Real servers for the suites to talk to, and a relay that makes the way to them faulty. */
@NullMarked
package io.prism.testkit.server;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Shows the launcher to others: the gRPC service, health, metrics and the status file. */
@NullMarked
package io.prism.launcher.serve;

import org.jspecify.annotations.NullMarked;

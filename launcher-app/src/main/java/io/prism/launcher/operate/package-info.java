// SPDX-License-Identifier: Apache-2.0
/** Commands for people: asks a launcher that runs to launch, end or reset a process. */
@NullMarked
package io.prism.launcher.operate;

import org.jspecify.annotations.NullMarked;

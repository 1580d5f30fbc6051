// SPDX-License-Identifier: Apache-2.0
/** Makes calls on a schedule and keeps what they took; knows nothing of networks. */
@NullMarked
package io.prism.bench.load;

import org.jspecify.annotations.NullMarked;

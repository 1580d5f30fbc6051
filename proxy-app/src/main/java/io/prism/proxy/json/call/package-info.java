// SPDX-License-Identifier: Apache-2.0
/** Makes calls of embedded bindings and of processes, for requests that are not spliced. */
@NullMarked
package io.prism.proxy.json.call;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** HTTP/JSON for the same API: requests that are no gRPC become calls, answers and failures become JSON. */
@NullMarked
package io.prism.proxy.json;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Protobuf messages as JSON and as query parameters. */
@NullMarked
package io.prism.proxy.json.text;

import org.jspecify.annotations.NullMarked;

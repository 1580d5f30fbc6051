// SPDX-License-Identifier: Apache-2.0
/** The API as an OpenAPI document. */
@NullMarked
package io.prism.proxy.json.openapi;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Finds which method, namespace and binding a request is for. */
@NullMarked
package io.prism.proxy.json.find;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What all calls share: content types, query parameters, names in paths, answers to what fails. */
@NullMarked
package io.prism.registry.serve.wire;

import org.jspecify.annotations.NullMarked;

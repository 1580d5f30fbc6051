// SPDX-License-Identifier: Apache-2.0
/** Tags that are put into schemas and taken out of them. */
@NullMarked
package io.prism.registry.serve.tag;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Whether a new version of a schema may follow the earlier ones. */
@NullMarked
package io.prism.schema.compatible;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What is wrong with a schema: which kind of fault, where it is, what was seen and what to do. */
@NullMarked
package io.prism.schema.fault;

import org.jspecify.annotations.NullMarked;

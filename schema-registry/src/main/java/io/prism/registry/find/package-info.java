// SPDX-License-Identifier: Apache-2.0
/** The questions: by subject and version, by id, by guid, and lists. */
@NullMarked
package io.prism.registry.find;

import org.jspecify.annotations.NullMarked;

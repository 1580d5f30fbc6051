// SPDX-License-Identifier: Apache-2.0
/** Many registrations at once, and what must hold of them afterwards. */
@NullMarked
package io.prism.registry.store.load;

import org.jspecify.annotations.NullMarked;

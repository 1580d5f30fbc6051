// SPDX-License-Identifier: Apache-2.0
/** What Prism asks of schemas beyond compatibility: tags, approvals, a trail of who did what. */
@NullMarked
package io.prism.registry.govern;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Failures as HTTP tells them: a status and problem details. */
@NullMarked
package io.prism.proxy.json.fault;

import org.jspecify.annotations.NullMarked;

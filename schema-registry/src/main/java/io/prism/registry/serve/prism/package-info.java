// SPDX-License-Identifier: Apache-2.0
/** Prism's own calls, under /prism/v1: policy, approvals, the trail, assertions of consumers, schemas from elsewhere. */
@NullMarked
package io.prism.registry.serve.prism;

import org.jspecify.annotations.NullMarked;

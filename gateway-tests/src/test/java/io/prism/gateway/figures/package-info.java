// SPDX-License-Identifier: Apache-2.0
/** What the packaged schema registry does in a second, measured over HTTP by command: docs/bench/schema-registry.md. */
@NullMarked
package io.prism.gateway.figures;

import org.jspecify.annotations.NullMarked;

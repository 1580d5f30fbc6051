// SPDX-License-Identifier: Apache-2.0
/** Regular expressions of strangers, decided without ever running a regular expression engine. */
@NullMarked
package io.prism.schema.json.pattern;

import org.jspecify.annotations.NullMarked;

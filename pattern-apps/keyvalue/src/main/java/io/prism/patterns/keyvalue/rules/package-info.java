// SPDX-License-Identifier: Apache-2.0
/** What KeyValue asks of requests, whatever they come by: sizes and times, page tokens, writes that are done once. */
@NullMarked
package io.prism.patterns.keyvalue.rules;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The body of every answer that is an error.
 *
 * @param code the HTTP status, or five digits that start with it
 * @param message what is wrong, for people
 */
@RegisterForReflection
record ErrorBody(@JsonProperty("error_code") int code, String message) {}

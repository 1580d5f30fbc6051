// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.wire;

/** A query parameter that cannot be read. The caller must change the request. */
final class MalformedParameter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedParameter(String name, String constraint, String seen) {
        super("Query parameter '%s' must be %s, but is '%s'".formatted(name, constraint, seen));
    }
}

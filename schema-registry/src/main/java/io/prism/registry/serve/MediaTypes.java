// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

/** The content types of the interface, best first. All three hold the same JSON. */
final class MediaTypes {

    static final String V1 = "application/vnd.schemaregistry.v1+json";
    /** The same, for a client that names no version. */
    static final String ANY_VERSION = "application/vnd.schemaregistry+json;qs=0.9";
    /** The same, for a client that knows nothing of schema registries. */
    static final String JSON = "application/json;qs=0.5";

    private MediaTypes() {}
}

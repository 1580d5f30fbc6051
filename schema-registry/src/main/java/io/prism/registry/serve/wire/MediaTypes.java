// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.wire;

/** The content types of the interface, best first. All hold the same JSON. */
public final class MediaTypes {

    /** The type of this version. */
    public static final String V1 = "application/vnd.schemaregistry.v1+json";
    /** The same, for a client that names no version. */
    public static final String ANY_VERSION = "application/vnd.schemaregistry+json;qs=0.9";
    /** The same, for a client that knows nothing of schema registries. */
    public static final String JSON = "application/json;qs=0.5";
    /** What a client that names no version sends. */
    public static final String ANY_VERSION_BODY = "application/vnd.schemaregistry+json";
    /** What a client that knows nothing of schema registries sends. */
    public static final String JSON_BODY = "application/json";
    /** What a client sends that says nothing of what it sends. */
    public static final String BYTES = "application/octet-stream";

    private MediaTypes() {}
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

/** Names of the gRPC metadata that Prism reads, in lower case as HTTP/2 wants them. */
public final class MetadataKeys {

    /** Which namespace a call is for; {@value #DEFAULT_NAMESPACE} when absent. */
    public static final String NAMESPACE = "prism-namespace";

    /** Which binding, where two bindings of the namespace serve the same interface. */
    public static final String BINDING = "prism-binding";

    /** Which session, for bindings with isolation {@code session}. */
    public static final String SESSION = "prism-session";

    /** Names one write, so that repeating it does nothing. */
    public static final String IDEMPOTENCY_KEY = "prism-idempotency-key";

    /** The caller's deadline, as gRPC over HTTP/2 writes it. */
    public static final String TIMEOUT = "grpc-timeout";

    /** In an answer: the call was refused before anything was done, so any call can be sent again elsewhere. */
    public static final String REFUSED = "prism-refused";

    /** The namespace of a call that names none. */
    public static final String DEFAULT_NAMESPACE = "default";

    private MetadataKeys() {}
}

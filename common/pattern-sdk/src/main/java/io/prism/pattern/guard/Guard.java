// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.guard;

import io.prism.pattern.serve.ServedMethod;

/**
 * Something that every rpc of a binding passes between its caller and its pattern: it may refuse a call, make it wait, or
 * change what goes in and comes out. A binding has the same guards in the proxy and in a process of its own, and for
 * callers over gRPC and JSON. Its handlers are called on event loops and must not block; safe for many threads.
 */
public interface Guard {

    /** What it is called: one word, for people. */
    String name();

    /**
     * The same method, guarded.
     *
     * @return {@code rpc} itself where there is nothing to do, so that it costs nothing
     */
    <Q, R> ServedMethod<Q, R> around(ServedMethod<Q, R> rpc);
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.admit;

import io.prism.proxy.route.Route;
import java.util.concurrent.CompletableFuture;

/** What the steps decided about a call. */
public sealed interface Admission {

    /**
     * The call is let in, and its process gets it. The gate of the route must be told when it ends.
     *
     * @param route leads to the process
     */
    record Spliced(Route.Process route) implements Admission {}

    /**
     * The call is let in, and a binding in this program gets it. The gate of the route must be told when it ends.
     *
     * @param route leads to the binding
     */
    record Embedded(Route.Embedded route) implements Admission {}

    /** The call is for one of the proxy's own services: health, reflection. */
    record ServedHere() implements Admission {}

    /**
     * The call is not let in.
     *
     * @param failure why
     */
    record Refused(RuntimeException failure) implements Admission {}

    /**
     * A step waits for an answer; until then the call keeps its place, and nothing of it is read but its headers.
     *
     * @param decided gets the verdict, which is none of this kind, on the call's event loop. Completed by the call itself
     *     when its client is gone: no further step is taken then
     */
    record Waiting(CompletableFuture<Admission> decided) implements Admission {}
}

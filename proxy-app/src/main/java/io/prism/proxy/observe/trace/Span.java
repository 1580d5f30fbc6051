// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe.trace;

/**
 * A call that has ended, as its trace shows it.
 *
 * @param context its place in the trace
 * @param name what was called, from a bounded set of names
 * @param namespace where
 * @param binding and what served it
 * @param code its gRPC status code
 * @param serverFault whether the code says that its service is at fault
 * @param requestId what the call is known by
 * @param endNanos when it ended, in nanoseconds since 1970
 * @param nanos how long it took
 */
public record Span(
        TraceContext context,
        String name,
        String namespace,
        String binding,
        int code,
        boolean serverFault,
        String requestId,
        long endNanos,
        long nanos) {}

// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern;

import com.google.protobuf.MessageLite;
import java.util.List;

/**
 * Calls that lead through what a pattern does, for a process that has nothing else to do yet. Every slot that must be
 * filled is.
 *
 * @param calls made in this order, again and again
 */
public record Rehearsal(List<Call> calls) {

    /** Keeps a copy of {@code calls}. */
    public Rehearsal {
        calls = List.copyOf(calls);
    }

    /**
     * A unary call.
     *
     * @param method its full name, {@code package.Service/Method}
     * @param request what is sent
     */
    public record Call(String method, MessageLite request) {}
}

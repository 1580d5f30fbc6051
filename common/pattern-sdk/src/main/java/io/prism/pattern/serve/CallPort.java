// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import io.prism.core.Deadline;
import io.prism.grpc.wire.TimerWheel;
import io.smallrye.mutiny.Context;

/**
 * Where a call came from and where its answer goes. Everything but {@link #onLoop} happens on the event loop of the call.
 *
 * @param <R> the answer's messages
 */
public interface CallPort<R> {

    /** Does {@code step} on the event loop of the call, soon. */
    void onLoop(Runnable step);

    /** Lets {@code call} know when {@code deadline} passes. */
    void watch(TimerWheel.Timed call, Deadline deadline);

    /** The call does not wait any more. */
    void forget(TimerWheel.Timed call);

    /** Asks for one message more of the request; it comes with {@link RunningCall#message}, perhaps before this returns. */
    void pull();

    /**
     * Sends one message of the answer.
     *
     * @return whether there is room for the next one; if not, {@link RunningCall#room} says when there is
     */
    boolean send(R message);

    /** Sends the only message of an answer, which ends with it. */
    void answer(R message);

    /** Ends an answer that went well. */
    void end();

    /** Ends an answer that is, or has become, a failure. */
    void fail(Throwable failure);

    /** What the call knows of itself, for whatever is subscribed to on its behalf. */
    default Context context() {
        return Context.empty();
    }

    /** The call is over, whichever way it ended; told once. */
    void over();
}

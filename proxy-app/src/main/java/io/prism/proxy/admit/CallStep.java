// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.admit;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One step of the way of a call.
 *
 * @param name what the step does, in one word
 * @param action does it
 */
public record CallStep(String name, Action action) {

    /** What a step does with a call. Called on the call's event loop, where it must not block. Safe for use by many threads. */
    @FunctionalInterface
    public interface Action {

        /**
         * Takes the step.
         *
         * @return null when the next step may follow at once; otherwise what the call waits for. When that fails, so does
         *     the call
         * @throws RuntimeException when the call is refused
         */
        @Nullable
        CompletionStage<?> take(IncomingCall call);
    }
}

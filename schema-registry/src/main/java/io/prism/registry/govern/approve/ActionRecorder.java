// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.approve;

import io.prism.registry.admit.Caller;
import io.prism.registry.admit.Permits;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.govern.approve.Approval.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;

/** Writes down who does something now. */
@ApplicationScoped
class ActionRecorder {

    private static final int COMMENT_CHARS_MAX = 1000;

    private final Caller caller;
    private final Permits permits;
    private final InstantSource clock;

    ActionRecorder(Caller caller, Permits permits, InstantSource clock) {
        this.caller = caller;
        this.permits = permits;
        this.clock = clock;
    }

    Step step(String comment) {
        if (comment.length() > COMMENT_CHARS_MAX) {
            throw new RegistryException(
                    ErrorCode.INVALID_VALUE,
                    "A comment has at most %d characters, but this has %d"
                            .formatted(COMMENT_CHARS_MAX, comment.length()));
        }
        return new Step(caller.name(), clock.instant(), comment);
    }

    /** Whether callers have names. */
    boolean knowsCallers() {
        return permits.enabled();
    }
}

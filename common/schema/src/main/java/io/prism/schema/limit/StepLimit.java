// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.limit;

import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaLocation;

/**
 * Counts the steps of one comparison and how deep it has gone, and stops it before it takes too long or too much
 * stack. Confined to one thread.
 */
public final class StepLimit {

    private final SchemaLimits limits;
    private long spent;
    private int depth;

    /** Starts at zero. */
    public StepLimit(SchemaLimits limits) {
        this.limits = limits;
    }

    /** The limits it counts against. */
    public SchemaLimits limits() {
        return limits;
    }

    /** Takes note of {@code count} steps. */
    public void spend(long count) {
        spent += count;
        if (spent > limits.stepsMax()) {
            throw SchemaException.of(
                    FaultKind.TOO_MUCH_WORK,
                    SchemaLocation.WHOLE,
                    "comparing the two schemas takes more than %d steps".formatted(limits.stepsMax()),
                    "use fewer branches in unions and combined types, and fewer references between them");
        }
    }

    /** One step, one level deeper; {@link #leave} must follow unless this throws. */
    public void enter() {
        spend(1);
        limits.checkDepth(++depth, SchemaLocation.WHOLE);
    }

    /** Back from the level entered last. */
    public void leave() {
        depth--;
    }
}

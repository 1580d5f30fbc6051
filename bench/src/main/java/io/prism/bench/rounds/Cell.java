// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import io.prism.bench.target.Scenario;

/**
 * One line of the comparison.
 *
 * @param scenario what is asked for
 * @param mode how the calls are made
 */
public record Cell(Scenario scenario, Mode mode) {

    /** How calls are made. */
    public enum Mode {
        /** At a constant rate. */
        OPEN,
        /** A constant number in flight. */
        CLOSED;

        /** The name people use. */
        public String label() {
            return this == OPEN ? "open" : "closed";
        }
    }

    /** The name people use. */
    public String label() {
        return scenario.label() + " " + mode.label();
    }
}

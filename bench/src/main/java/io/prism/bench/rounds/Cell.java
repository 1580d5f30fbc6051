// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.rounds;

import io.prism.bench.target.Scenario;

/**
 * One line of the comparison.
 *
 * @param scenario what is asked for
 * @param pace how the calls are made
 */
public record Cell(Scenario scenario, Pace pace) {

    /** The name people use. */
    public String label() {
        return scenario.label() + " " + pace.label();
    }
}

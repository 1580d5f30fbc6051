// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.rule;

/**
 * A rule that a schema breaks.
 *
 * @param rule name of the rule
 * @param path which part of the schema; empty for the whole
 * @param problem what is wrong
 * @param hint what to do about it
 */
public record Finding(String rule, String path, String problem, String hint) {

    /** On one line. */
    @Override
    public String toString() {
        return problem + " (" + hint + ")";
    }
}

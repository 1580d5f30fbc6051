// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.shape;

/** How many of some schemas a value must fit. */
public enum Criterion {
    /** Every one. */
    ALL("allOf"),
    /** At least one. */
    ANY("anyOf"),
    /** Exactly one. */
    ONE("oneOf");

    private final String keyword;

    Criterion(String keyword) {
        this.keyword = keyword;
    }

    /** The keyword. */
    public String keyword() {
        return keyword;
    }
}

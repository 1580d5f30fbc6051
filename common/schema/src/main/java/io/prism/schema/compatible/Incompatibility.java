// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.compatible;

import io.prism.schema.difference.Difference;

/** One reason why a new version may not follow an earlier one. */
public sealed interface Incompatibility {

    /** The earlier version it is about. */
    int version();

    /** It as one item of the list in Confluent's answers. */
    String message();

    /**
     * The new schema cannot read what the earlier one wrote.
     *
     * @param version the earlier version
     * @param difference what is in the way
     */
    record Backward(int version, Difference difference) implements Incompatibility {
        @Override
        public String message() {
            return difference.message("new", "old");
        }
    }

    /**
     * The earlier schema cannot read what the new one writes.
     *
     * @param version the earlier version
     * @param difference what is in the way
     */
    record Forward(int version, Difference difference) implements Incompatibility {
        @Override
        public String message() {
            return difference.message("old", "new");
        }
    }

    /**
     * The two are of different formats.
     *
     * @param version the earlier version
     */
    record OtherFormat(int version) implements Incompatibility {
        @Override
        public String message() {
            return "Incompatible because of different schema type";
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import io.prism.core.Durability;
import java.util.Map;
import java.util.Optional;

/** How durable a backend's acknowledged writes are, as far as its configuration tells. */
public sealed interface DurabilityRule {

    /** The durability of a backend with these options; empty when only its server knows. */
    Optional<Durability> of(Map<String, String> options);

    /** Always the same. */
    record Always(Durability durability) implements DurabilityRule {
        @Override
        public Optional<Durability> of(Map<String, String> options) {
            return Optional.of(durability);
        }
    }

    /** The server's own settings decide. */
    record Server() implements DurabilityRule {
        @Override
        public Optional<Durability> of(Map<String, String> options) {
            return Optional.empty();
        }
    }

    /**
     * An option decides.
     *
     * @param option its name
     * @param levels its texts, each with what it stands for
     */
    record ByOption(String option, Map<String, Durability> levels) implements DurabilityRule {
        /** Keeps a copy of {@code levels}. */
        public ByOption {
            levels = Map.copyOf(levels);
        }

        @Override
        public Optional<Durability> of(Map<String, String> options) {
            return Optional.ofNullable(levels.get(options.getOrDefault(option, "")));
        }
    }
}

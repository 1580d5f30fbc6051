// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.content;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules beside a schema, for clients.
 *
 * @param migration between versions
 * @param domain for what a message holds
 * @param encoding for how it is encoded
 * @param enableAt where they are run: {@code ALL}, {@code CLIENT}, {@code GATEWAY}, {@code SERVER} or {@code NONE};
 *     null when it is not said
 */
public record RuleSet(
        List<Rule> migration,
        List<Rule> domain,
        List<Rule> encoding,
        @Nullable String enableAt) {

    /** Keeps copies. */
    public RuleSet {
        migration = List.copyOf(migration);
        domain = List.copyOf(domain);
        encoding = List.copyOf(encoding);
    }

    /** Characters of all rules. */
    long chars() {
        return Stream.of(migration, domain, encoding)
                .flatMap(List::stream)
                .mapToLong(Rule::chars)
                .sum();
    }
}

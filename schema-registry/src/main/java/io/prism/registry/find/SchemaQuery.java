// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.find;

import io.prism.registry.content.RuleSet;
import io.prism.registry.store.SchemaVersion;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which schemas are asked for.
 *
 * @param prefix what the name of the subject starts with, as in {@link io.prism.registry.store.SubjectQuery}
 * @param aliases whether subjects are found by their aliases too
 * @param deleted whether softly deleted versions count
 * @param latestOnly whether only the latest version of each subject counts
 * @param ruleType of which type a rule of it must be; null when that does not matter
 */
public record SchemaQuery(
        String prefix,
        boolean aliases,
        boolean deleted,
        boolean latestOnly,
        @Nullable String ruleType) {

    /** Those of {@code versions}, which are of one subject by number, that are asked for. */
    Stream<SchemaVersion> among(Stream<SchemaVersion> versions) {
        Stream<SchemaVersion> shown = versions.filter(version -> deleted || !version.hidden());
        Stream<SchemaVersion> wanted = latestOnly ? shown.reduce((first, second) -> second).stream() : shown;
        return wanted.filter(this::hasRule);
    }

    private boolean hasRule(SchemaVersion version) {
        if (ruleType == null) {
            return true;
        }
        RuleSet rules = version.content().rules();
        return rules != null
                && Stream.of(rules.migration(), rules.domain(), rules.encoding())
                        .flatMap(List::stream)
                        .anyMatch(rule -> ruleType.equals(rule.type()));
    }
}

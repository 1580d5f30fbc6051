// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.compatible;

import io.prism.schema.ParsedSchema;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A rule for new versions. Immutable, safe for use by many threads.
 *
 * @param mode what must hold
 * @param policy how strictly JSON Schemas are compared
 * @param limits bound the work of one comparison of two schemas
 */
public record Compatibility(CompatibilityMode mode, CompatibilityPolicy policy, SchemaLimits limits) {

    /**
     * Whether {@code candidate} may follow {@code earlier}, from the latest version to the first until one is in the
     * way. Without an earlier version everything may follow.
     *
     * @param earlier the versions that count, in any order
     * @throws SchemaException when a comparison takes too many steps
     */
    public Verdict check(ParsedSchema candidate, List<EarlierVersion> earlier) {
        List<EarlierVersion> latestFirst = earlier.stream()
                .sorted(Comparator.comparingInt(EarlierVersion::version).reversed())
                .limit(mode.isTransitive() ? earlier.size() : 1)
                .toList();
        for (EarlierVersion version : latestFirst) {
            List<Incompatibility> found = between(candidate, version);
            if (!found.isEmpty()) {
                return new Verdict(mode, found, Optional.of(version));
            }
        }
        return new Verdict(mode, List.of(), Optional.empty());
    }

    private List<Incompatibility> between(ParsedSchema candidate, EarlierVersion earlier) {
        if (mode == CompatibilityMode.NONE) {
            return List.of();
        }
        if (candidate.format() != earlier.schema().format()) {
            return List.of(new Incompatibility.OtherFormat(earlier.version()));
        }
        List<Incompatibility> found = new ArrayList<>();
        if (mode.isBackward()) {
            breaking(candidate, earlier.schema())
                    .forEach(difference -> found.add(new Incompatibility.Backward(earlier.version(), difference)));
        }
        if (mode.isForward()) {
            breaking(earlier.schema(), candidate)
                    .forEach(difference -> found.add(new Incompatibility.Forward(earlier.version(), difference)));
        }
        return found;
    }

    private List<Difference> breaking(ParsedSchema reader, ParsedSchema writer) {
        return reader.differencesFrom(writer, policy, new StepLimit(limits)).stream()
                .filter(difference -> difference.breaks(policy))
                .toList();
    }
}

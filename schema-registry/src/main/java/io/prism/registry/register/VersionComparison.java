// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.register;

import io.prism.registry.content.Metadata;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.limit.RegistryLimits;
import io.prism.registry.resolve.ParsedSchemas;
import io.prism.registry.setting.Config;
import io.prism.registry.store.NewVersion;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.SubjectState;
import io.prism.schema.JsonText;
import io.prism.schema.compatible.Compatibility;
import io.prism.schema.compatible.CompatibilityMode;
import io.prism.schema.compatible.EarlierVersion;
import io.prism.schema.compatible.Verdict;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.fault.SchemaException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares a schema, and its size, with the versions before it. Safe for use by many threads. */
@ApplicationScoped
public class VersionComparison {

    private static final String RESERVED = "confluent:reserved";

    private final ParsedSchemas texts;
    private final RegistryLimits limits;

    VersionComparison(ParsedSchemas texts, RegistryLimits limits) {
        this.texts = texts;
        this.limits = limits;
    }

    /**
     * Why {@code candidate} may not follow {@code earlier}, as the list that clients know; empty when it may.
     *
     * @param earlier live versions by number
     * @param config what is in force
     * @throws io.prism.registry.fault.RegistryException when the comparison is too much work
     */
    public List<String> reasons(PreparedSchema candidate, List<SchemaVersion> earlier, Config config) {
        CompatibilityMode mode = mode(config);
        boolean validates = config.validatesFields();
        List<String> reasons = new ArrayList<>(validates ? reserved(candidate, earlier) : List.of());
        if (mode != CompatibilityMode.NONE) {
            Verdict verdict = check(candidate, sameGroup(candidate, earlier, config.group()), config);
            reasons.addAll(verdict.messages(validates));
            if (!verdict.isCompatible()) {
                return reasons;
            }
        }
        if (!reasons.isEmpty()) {
            reasons.add("{validateFields: '" + validates + "', compatibility: '" + mode + "'}");
        }
        return reasons;
    }

    private Verdict check(PreparedSchema candidate, List<SchemaVersion> earlier, Config config) {
        CompatibilityMode mode = mode(config);
        CompatibilityPolicy policy = config.policy() == null ? CompatibilityPolicy.STRICT : config.policy();
        var rule = new Compatibility(mode, policy, texts.limits());
        int most = mode.isTransitive() ? earlier.size() : 1;
        try {
            // One at a time: together they may be too large to be kept.
            return earlier.reversed().stream()
                    .limit(most)
                    .map(version -> rule.check(candidate.schema(), List.of(read(version))))
                    .filter(verdict -> !verdict.isCompatible())
                    .findFirst()
                    .orElseGet(() -> rule.check(candidate.schema(), List.of()));
        } catch (SchemaException refused) {
            throw ConfluentFailures.invalidSchema(refused);
        }
    }

    private EarlierVersion read(SchemaVersion version) {
        return new EarlierVersion(
                version.version(),
                texts.registered(version.content(), version.subject().context()));
    }

    /**
     * Whether there is room for {@code version}: a subject is read as a whole, so it is bounded as a whole.
     *
     * @throws RegistryException when there is none
     */
    void checkRoom(SubjectState state, NewVersion version) {
        long chars = version.chars()
                + state.versions().stream().mapToLong(SchemaVersion::chars).sum();
        long most = limits.subjectSize().asLongValue();
        if (chars > most) {
            throw new RegistryException(
                    ErrorCode.SCHEMA_TOO_LARGE,
                    ("Schema too large: with it the versions of subject '%s' have %d characters, allowed are %d; delete old"
                                    + " versions for good, or allow more (prism.registry.limits.subject-size)")
                            .formatted(state.name(), chars, most));
        }
    }

    private static CompatibilityMode mode(Config config) {
        return config.compatibility() == null ? CompatibilityMode.BACKWARD : config.compatibility();
    }

    private static List<SchemaVersion> sameGroup(
            PreparedSchema candidate, List<SchemaVersion> earlier, @Nullable String group) {
        if (group == null) {
            return earlier;
        }
        String value = property(candidate.content().metadata(), group);
        return earlier.stream()
                .filter(version ->
                        Objects.equals(value, property(version.content().metadata(), group)))
                .toList();
    }

    private static List<String> reserved(PreparedSchema candidate, List<SchemaVersion> earlier) {
        if (!(candidate.schema() instanceof JsonText json)) {
            return List.of();
        }
        Set<String> before =
                earlier.isEmpty() ? Set.of() : names(earlier.getLast().content().metadata());
        List<Difference> found = json.document()
                .reservedDifferences(before, names(candidate.content().metadata()));
        return found.stream()
                .map(difference -> difference.message("new", "old"))
                .toList();
    }

    private static Set<String> names(@Nullable Metadata metadata) {
        Set<String> names = new TreeSet<>();
        String listed = property(metadata, RESERVED);
        if (listed != null) {
            for (String name : listed.split(",", -1)) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
        return names;
    }

    private static @Nullable String property(@Nullable Metadata metadata, String name) {
        return metadata == null ? null : metadata.properties().get(name);
    }
}

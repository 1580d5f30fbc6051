// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve;

import io.prism.registry.content.Reference;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import io.prism.registry.limit.RegistryLimits;
import io.prism.registry.name.SubjectName;
import io.prism.registry.store.SchemaVersion;
import io.prism.registry.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks up what schemas refer to. Blocks as long as the store does. Safe for use by many threads. */
@ApplicationScoped
public class References {

    /** The version of a reference that means the latest one. */
    public static final int LATEST = -1;

    private record Target(SubjectName subject, int version) {}

    private final Store store;
    private final RegistryLimits limits;

    References(Store store, RegistryLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    /**
     * The same references with the versions they mean now, as seen from {@code context}.
     *
     * @throws RegistryException when one is not there
     */
    public List<Reference> pinned(String context, List<Reference> references) {
        return references.stream()
                .map(reference -> new Reference(
                        reference.name(),
                        reference.subject(),
                        target(context, reference).version()))
                .toList();
    }

    /**
     * The texts that {@code references} lead to from {@code context}, by the names they are referred to; where two have
     * one name, the nearer one counts.
     *
     * @throws RegistryException when one is not there, or there are too many, too long or too far away
     */
    public Map<String, String> texts(String context, List<Reference> references) {
        Map<String, String> texts = new LinkedHashMap<>();
        Set<Target> seen = new HashSet<>();
        List<SchemaVersion> level = follow(context, references, texts, seen);
        for (int depth = 1; !level.isEmpty(); depth++) {
            List<SchemaVersion> next = new ArrayList<>();
            for (SchemaVersion version : level) {
                next.addAll(
                        follow(version.subject().context(), version.content().references(), texts, seen));
            }
            if (!next.isEmpty() && depth >= limits.referenceDepth()) {
                throw tooMany("references lead more than %d schemas deep".formatted(limits.referenceDepth()));
            }
            level = next;
        }
        return texts;
    }

    private List<SchemaVersion> follow(
            String context, List<Reference> references, Map<String, String> texts, Set<Target> seen) {
        List<SchemaVersion> found = new ArrayList<>();
        for (Reference reference : references) {
            SchemaVersion target = target(context, reference);
            texts.putIfAbsent(reference.name(), target.content().text());
            if (seen.add(new Target(target.subject(), target.version()))) {
                found.add(target);
            }
            if (seen.size() > limits.references()) {
                throw tooMany("it refers to more than %d schemas".formatted(limits.references()));
            }
        }
        return found;
    }

    /** Softly deleted ones count here: what was registered with them must stay readable. */
    private SchemaVersion target(String context, Reference reference) {
        SubjectName subject = name(context, reference.subject());
        var state = store.subject(subject);
        return (reference.version() == LATEST
                        ? state.live().reversed().stream().findFirst()
                        : state.version(reference.version()))
                .orElseThrow(() -> ConfluentFailures.missingReference(
                        ConfluentFailures.shown(reference.subject()), reference.version()));
    }

    private static SubjectName name(String context, String subject) {
        try {
            return SubjectName.in(context, subject);
        } catch (IllegalArgumentException wrong) {
            throw ConfluentFailures.invalidSubject(subject);
        }
    }

    private static RegistryException tooMany(String what) {
        return new RegistryException(ErrorCode.SCHEMA_TOO_LARGE, "Schema too large: " + what + "; refer to fewer");
    }
}

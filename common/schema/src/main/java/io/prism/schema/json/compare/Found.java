// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.json.compare;

import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.difference.Findings;
import io.prism.schema.difference.JsonDifference;
import java.util.List;

/**
 * The differences of one pair of schemas, with paths that start at the pair. So what was found once can be told again
 * wherever the same pair is met. Confined to one thread.
 */
final class Found {

    private final Findings findings;

    Found(CompatibilityPolicy policy, int mostOfEach) {
        this.findings = new Findings(policy, mostOfEach);
    }

    /** One at the pair itself. */
    void add(JsonDifference type) {
        add(type, "");
    }

    /** One at {@code path} below the pair. */
    void add(JsonDifference type, String path) {
        findings.add(new Difference(type, path));
    }

    /** All of {@code part}, which is at {@code path} below this pair. */
    void add(Found part, String path) {
        for (Difference difference : part.findings.all()) {
            findings.add(new Difference(difference.type(), joined(path, difference.path())));
        }
    }

    private static String joined(String path, String inner) {
        return path.isEmpty() || inner.isEmpty() ? path + inner : path + "/" + inner;
    }

    /** How many there are. */
    int size() {
        return findings.size();
    }

    boolean breaks() {
        return findings.breaks();
    }

    /** With paths from the root of the schema, as Confluent's registry writes them. */
    List<Difference> fromRoot() {
        return findings.all().stream()
                .map(difference -> new Difference(difference.type(), "#/" + difference.path()))
                .toList();
    }
}

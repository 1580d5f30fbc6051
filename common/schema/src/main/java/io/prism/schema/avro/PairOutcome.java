// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.avro;

import io.prism.schema.difference.AvroDifference;
import io.prism.schema.difference.Difference;
import io.prism.schema.difference.DifferenceList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What came out of comparing one pair of types: its own differences and the outcomes of the pairs it depends on. They
 * are shared and not copied, so that types used in many places cost no more than their number.
 */
final class PairOutcome {

    private final List<Difference> own = new ArrayList<>();
    private final List<PairOutcome> parts = new ArrayList<>();
    private boolean broken;
    private boolean finished;

    void add(AvroDifference type, String path, String detail) {
        own.add(new Difference(type, path.isEmpty() ? "/" : path, detail));
        broken = true;
    }

    void add(PairOutcome part) {
        parts.add(part);
        broken |= !part.canRead();
    }

    /** Nothing is added any more. */
    void finish() {
        finished = true;
    }

    /** Whether the reader can read all of it. Until it is finished it counts as readable. */
    boolean canRead() {
        return !finished || !broken;
    }

    /** Adds every difference of it and its parts to {@code found}, each outcome once. */
    void collect(DifferenceList found, Set<PairOutcome> seen) {
        if (broken && seen.add(this)) {
            found.addAll(own);
            parts.forEach(part -> part.collect(found, seen));
        }
    }
}

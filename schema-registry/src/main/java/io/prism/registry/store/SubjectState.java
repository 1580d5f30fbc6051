// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import io.prism.registry.name.SubjectName;
import java.util.List;
import java.util.Optional;

/**
 * A subject at one moment.
 *
 * @param name the subject
 * @param revision another number after every change of its versions, never one it had before; 0 when it has none
 * @param versions all of them by number, softly deleted ones too
 */
public record SubjectState(SubjectName name, long revision, List<SchemaVersion> versions) {

    /** Keeps a copy. */
    public SubjectState {
        versions = List.copyOf(versions);
    }

    /** Versions that are not deleted. */
    public List<SchemaVersion> live() {
        return versions.stream().filter(version -> !version.hidden()).toList();
    }

    /** The version {@code number}, softly deleted or not. */
    public Optional<SchemaVersion> version(int number) {
        return versions.stream().filter(version -> version.version() == number).findFirst();
    }

    /** The number of the next version: one more than the highest, softly deleted ones counted. */
    public int next() {
        return versions.isEmpty() ? 1 : versions.getLast().version() + 1;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import io.prism.registry.name.SubjectName;
import java.time.Duration;

/**
 * A store that outlives its process and that other processes may use at the same time. It says what a cache in front
 * of it needs to be right.
 */
public interface DurableStore extends Store, AutoCloseable {

    /** The present revision of {@code name}, as {@link #subject} would show it; 0 when it has no versions. */
    long revision(SubjectName name);

    /**
     * A number that is another one after each change that makes something untrue that was read before and is not part
     * of a subject: a permanent deletion, a softly deleted version that a new one replaced, a context that was dropped,
     * a setting.
     */
    long epoch();

    /**
     * How long an answer of {@link #epoch} may be trusted, counted from when it was asked for. Whoever makes a change
     * that the epoch tells of lets this time pass before it is acknowledged, so that afterwards nobody answers from
     * what was before it. Zero where asking costs next to nothing.
     */
    Duration trust();

    /** Lets go of connections and files; nothing can be asked any more. */
    @Override
    void close();
}

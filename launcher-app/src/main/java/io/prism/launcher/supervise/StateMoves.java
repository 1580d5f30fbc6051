// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.core.process.ProcessKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells those who listen of each move of a process. Safe for use by many threads. */
public final class StateMoves {

    private final List<Consumer<Move>> listeners = new CopyOnWriteArrayList<>();

    /**
     * One move.
     *
     * @param key the process
     * @param before its state before
     * @param now the process after it
     */
    public record Move(ProcessKey key, ProcessState before, Snapshot now) {}

    /** Tells {@code listener} of each move from now on, those of one process in their order; it returns at once. */
    public void listen(Consumer<Move> listener) {
        listeners.add(listener);
    }

    /** Tells {@code listener} nothing any more. */
    public void leave(Consumer<Move> listener) {
        listeners.remove(listener);
    }

    void tell(Move move) {
        listeners.forEach(listener -> listener.accept(move));
    }
}

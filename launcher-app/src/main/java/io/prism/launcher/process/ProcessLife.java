// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import io.prism.core.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One process from its start to its end; a restart is another life. Safe for use by many threads. Methods block, so
 * call them from virtual threads; every one ends early when the process does.
 *
 * <pre>
 *   awaitReady -> (vitals | refresh ...) -> [retire] -> drain -> [the process ends] -> close
 * </pre>
 */
public interface ProcessLife extends AutoCloseable {

    /** The process. */
    ChildProcess child();

    /**
     * Brings it to where it takes calls. Called once.
     *
     * @return where it takes calls, as {@code host:port} or {@code unix:path}
     * @throws NotReady when it does not get there by {@code deadline}; the caller then ends it
     */
    String awaitReady(Deadline deadline) throws NotReady;

    /** Asks once how it is; not well when it does not answer within a few seconds. */
    ProcessVitals vitals();

    /** The limits that are really in force, each with what enforces it. */
    List<String> limits();

    /** How long it may have nothing to do before it should retire; empty for a process that never retires. */
    Optional<Duration> idleAfter();

    /**
     * Asks it to take no more calls, but only if it has none at this moment and nothing would be lost with it.
     *
     * @return whether it takes no more calls and can be ended; false when it goes on as before
     */
    boolean retire(Duration most);

    /**
     * Makes it use the configuration of now, if that is not what it uses already. Calls in flight go on.
     *
     * @throws NotReady when it refuses; it then goes on as it was
     */
    void refresh() throws NotReady;

    /**
     * Asks it to finish the calls it has and then to end; returns when it has answered or {@code most} is over.
     *
     * @return whether it will end; false when only a signal can make it
     */
    boolean drain(Duration most);

    /** Frees what it used. Called once, after the process has ended. */
    @Override
    void close();
}

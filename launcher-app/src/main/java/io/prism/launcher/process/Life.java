// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import io.prism.core.Deadline;
import java.time.Duration;

/**
 * One process from its start to its end; a restart is another life. Safe for use by many threads. Methods block, so
 * call them from virtual threads; every one ends early when the process does.
 *
 * <pre>
 *   awaitReady -> (healthy | refresh ...) -> drain -> [the process ends] -> close
 * </pre>
 */
public interface Life extends AutoCloseable {

    /** The process. */
    Child child();

    /**
     * Brings it to where it takes calls. Called once.
     *
     * @return where it takes calls, as {@code host:port} or {@code unix:path}
     * @throws NotReady when it does not get there by {@code deadline}; the caller then ends it
     */
    String awaitReady(Deadline deadline) throws NotReady;

    /** Asks once whether it is well; false when it does not answer within a few seconds. */
    boolean healthy();

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

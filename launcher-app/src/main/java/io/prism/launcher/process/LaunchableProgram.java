// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import java.io.IOException;

/** One kind of program and how it is run. Safe for use by many threads. */
@FunctionalInterface
public interface LaunchableProgram {

    /**
     * Starts a process and returns at once; it is not ready yet. Blocks for as long as the operating system needs, so
     * call it from a virtual thread.
     *
     * @param failures how often it has failed in a row until now
     * @throws IOException when it cannot be started; nothing is left behind then
     */
    ProcessLife begin(int failures) throws IOException;
}

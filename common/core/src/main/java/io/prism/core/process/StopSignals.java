// SPDX-License-Identifier: Apache-2.0
package io.prism.core.process;

import sun.misc.Signal;

/** SIGTERM and SIGINT mean: finish, then end with exit code 0. The JVM itself would end with 143 or 130. */
public final class StopSignals {

    private StopSignals() {}

    /** Calls {@code onStop}, which must not block, for each such signal from now on. */
    public static void handle(Runnable onStop) {
        Signal.handle(new Signal("TERM"), _ -> onStop.run());
        Signal.handle(new Signal("INT"), _ -> onStop.run());
    }
}

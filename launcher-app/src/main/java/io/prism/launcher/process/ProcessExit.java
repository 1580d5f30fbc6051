// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import java.util.List;

/**
 * How a process ended.
 *
 * @param code its exit code; above 128 when a signal ended it
 * @param lastLines the last lines it printed, oldest first
 */
public record ProcessExit(int code, List<String> lastLines) {

    private static final int SIGNALLED = 128;

    /** Keeps a copy of the lines. */
    public ProcessExit {
        lastLines = List.copyOf(lastLines);
    }

    /** The end as a sentence without its subject; shows nothing that the process printed. */
    public String describe() {
        return code > SIGNALLED ? "was ended by signal " + (code - SIGNALLED) : "ended with exit code " + code;
    }
}

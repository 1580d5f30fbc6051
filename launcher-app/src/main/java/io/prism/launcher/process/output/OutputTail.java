// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of an output. Safe for use by many threads. */
final class OutputTail {

    private final int most;
    private final Deque<String> lines = new ArrayDeque<>();

    OutputTail(int most) {
        this.most = most;
    }

    synchronized void add(String line) {
        if (lines.size() == most) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}

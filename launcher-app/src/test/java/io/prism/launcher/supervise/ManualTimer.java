// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that stands still until a test moves it. */
final class ManualTimer implements SupervisorContext.Timer, InstantSource {

    private final List<Due> tasks = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private record Due(Instant at, Runnable task) {}

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void after(Duration wait, Runnable task) {
        tasks.add(new Due(now.plus(wait), task));
    }

    void advance(Duration by) {
        List<Due> due;
        synchronized (this) {
            now = now.plus(by);
            due = tasks.stream()
                    .filter(task -> !task.at().isAfter(now))
                    .sorted(Comparator.comparing(Due::at))
                    .toList();
            tasks.removeAll(due);
        }
        due.forEach(task -> task.task().run());
    }
}

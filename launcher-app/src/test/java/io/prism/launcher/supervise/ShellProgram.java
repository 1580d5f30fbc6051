// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import io.prism.core.Deadline;
import io.prism.launcher.process.ChildProcess;
import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.LaunchableProgram;
import io.prism.launcher.process.NotReady;
import io.prism.launcher.process.ProcessCommand;
import io.prism.launcher.process.ProcessExit;
import io.prism.launcher.process.ProcessLife;
import io.prism.launcher.process.ProcessVitals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A shell script as a supervised program: ready when it prints "ready". */
final class ShellProgram implements LaunchableProgram {

    static final String SERVES = "echo ready; read _";
    static final String STUBBORN = "trap '' TERM; echo ready; while :; do read _ || exit 1; done";

    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    volatile String script;
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean healthy = true;
    volatile boolean retires = true;
    volatile Optional<Duration> idleAfter = Optional.empty();

    ShellProgram(String script) {
        this.script = script;
    }

    @Override
    public ProcessLife begin(int failures) throws IOException {
        begun.incrementAndGet();
        CompletableFuture<Void> ready = new CompletableFuture<>();
        ProcessCommand command =
                new ProcessCommand(List.of("/bin/sh", "-c", script), Map.of("PATH", "/usr/bin:/bin"), Path.of("/"));
        ChildProcess child = ChildProcess.spawn(command, line -> {
            if (line.equals("ready")) {
                ready.complete(null);
            }
        });
        return new ShellLife(child, ready);
    }

    private final class ShellLife implements ProcessLife {
        private final ChildProcess child;
        private final CompletableFuture<Void> ready;

        ShellLife(ChildProcess child, CompletableFuture<Void> ready) {
            this.child = child;
            this.ready = ready;
        }

        @Override
        public ChildProcess child() {
            return child;
        }

        @Override
        public String awaitReady(Deadline deadline) throws NotReady {
            CompletableFuture<ProcessExit> exit = child.exit();
            try {
                Object first = CompletableFuture.anyOf(ready, exit)
                        .get(deadline.leftOr(Duration.ofSeconds(9)).toMillis(), TimeUnit.MILLISECONDS);
                if (first instanceof ProcessExit ended && !ready.isDone()) {
                    throw new NotReady(FailureKind.PROCESS_START_FAILED, ended.describe());
                }
                return "unix:/shell";
            } catch (TimeoutException | ExecutionException | InterruptedException e) {
                throw new NotReady(FailureKind.PROCESS_START_FAILED, "did not get ready in time");
            }
        }

        @Override
        public ProcessVitals vitals() {
            return new ProcessVitals(healthy, OptionalLong.of(calls.get()), OptionalLong.of(0), false);
        }

        @Override
        public List<String> limits() {
            return List.of();
        }

        @Override
        public Optional<Duration> idleAfter() {
            return idleAfter;
        }

        @Override
        public boolean retire(Duration most) {
            asked.incrementAndGet();
            return retires;
        }

        @Override
        public void refresh() {}

        @Override
        public boolean drain(Duration most) {
            return false;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import io.prism.launcher.process.output.OutputCapture;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One process of the operating system, from its spawning to its reaping.
 *
 * <p>Its standard input is a pipe that the launcher holds open and never writes to: it reaches its end when the
 * launcher is gone, however that happened, and a child that was given {@code --follow-parent} then ends itself. So
 * nothing outlives a launcher that is killed.
 *
 * <p>Safe for use by many threads; no method blocks.
 */
public final class ChildProcess {

    private static final int READER_STACK_BYTES = 128 << 10;
    private static final long OUTPUT_WAIT_MILLIS = 500;

    private final Process process;
    private final CompletableFuture<ProcessExit> exit;

    private ChildProcess(Process process, CompletableFuture<ProcessExit> exit) {
        this.process = process;
        this.exit = exit;
    }

    /**
     * Starts a process.
     *
     * @param log gets each line that it prints, on a thread of its own
     * @throws IOException when the operating system refuses, such as for a missing executable
     */
    public static ChildProcess spawn(ProcessCommand command, Consumer<String> log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.line())
                .directory(command.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        OutputCapture capture = new OutputCapture(log, System::nanoTime);
        CompletableFuture<Void> read = readOn(process.getInputStream(), capture, "output-" + process.pid());
        // A grandchild may hold the pipe open, so the end of the output is not waited for without a bound.
        CompletableFuture<ProcessExit> exit = process.onExit()
                .thenCompose(ended -> read.completeOnTimeout(null, OUTPUT_WAIT_MILLIS, TimeUnit.MILLISECONDS)
                        .thenApply(_ -> new ProcessExit(ended.exitValue(), capture.lastLines())));
        return new ChildProcess(process, exit);
    }

    // A read of a pipe pins a virtual thread to its carrier, and the carriers are bounded: with enough silent children
    // no virtual thread would move any more. A small thread of the platform for each child costs less.
    private static CompletableFuture<Void> readOn(InputStream output, OutputCapture capture, String name) {
        CompletableFuture<Void> read = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name(name).stackSize(READER_STACK_BYTES).start(() -> {
            try {
                capture.readAll(output);
            } finally {
                read.complete(null);
            }
        });
        return read;
    }

    /** Its process id in the operating system. */
    public long pid() {
        return process.pid();
    }

    /** Whether it has not ended yet. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Completes when it has ended and is reaped; a copy, so a caller may complete or cancel it. */
    public CompletableFuture<ProcessExit> exit() {
        return exit.copy();
    }

    /** Asks it to end: SIGTERM. */
    public void terminate() {
        // Process.destroy() would close the pipes too, and with them lose what it prints while it ends.
        signal(false);
    }

    /** Ends it at once: SIGKILL. */
    public void kill() {
        signal(true);
    }

    /** Closes its standard input, as the death of the launcher would. */
    public void closeInput() throws IOException {
        process.getOutputStream().close();
    }

    private void signal(boolean force) {
        ProcessHandle handle = process.toHandle();
        boolean _ = force ? handle.destroyForcibly() : handle.destroy();
    }
}

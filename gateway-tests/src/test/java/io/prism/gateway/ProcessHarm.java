// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.grpc.StatusRuntimeException;
import io.prism.contracts.launcher.HealthRequest;
import io.prism.contracts.launcher.PatternInfo;
import io.prism.contracts.launcher.ProcessState;
import io.prism.contracts.launcher.TerminateRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does to pattern processes, one after the other, what operators and operating systems do to them. */
final class ProcessHarm {

    private static final int PAUSE_MILLIS = 500;
    private static final int STOPPED_MILLIS = 700;

    private final LauncherStub launcher;
    private final boolean hangs;
    private final Map<Harm, Integer> done = new EnumMap<>(Harm.class);

    enum Harm {
        KILL,
        STOP_AND_CONTINUE,
        /** Stopped for ever: only health checks can find that out. */
        HANG,
        END_GENTLY,
        END_SOON,
        END_BY_FORCE
    }

    /**
     * Prepares.
     *
     * @param hangs whether some are stopped for ever, which takes the launcher half a minute to find out
     */
    ProcessHarm(LauncherStub launcher, boolean hangs) {
        this.launcher = launcher;
        this.hangs = hangs;
    }

    /** What was done, and how often. */
    Map<Harm, Integer> done() {
        return done;
    }

    void run(Duration length) throws IOException, InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            List<PatternInfo> running = launcher
                    .calls()
                    .health(HealthRequest.newBuilder().setIncludeProcesses(true).build())
                    .getProcessesList()
                    .stream()
                    .filter(process -> process.getState() == ProcessState.STATE_RUNNING)
                    .toList();
            if (!running.isEmpty()) {
                hurt(running.get(ThreadLocalRandom.current().nextInt(running.size())), next());
            }
        }
    }

    private Harm next() {
        int dice = ThreadLocalRandom.current().nextInt(20);
        if (dice < 9) {
            return Harm.KILL;
        }
        if (dice < 12) {
            return Harm.STOP_AND_CONTINUE;
        }
        if (dice == 12) {
            return hangs ? Harm.HANG : Harm.KILL;
        }
        return dice < 15 ? Harm.END_GENTLY : dice < 18 ? Harm.END_SOON : Harm.END_BY_FORCE;
    }

    private void hurt(PatternInfo victim, Harm harm) throws IOException, InterruptedException {
        done.merge(harm, 1, Integer::sum);
        switch (harm) {
            case KILL -> signal("-KILL", victim.getPid());
            case HANG -> signal("-STOP", victim.getPid());
            case STOP_AND_CONTINUE -> {
                signal("-STOP", victim.getPid());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STOPPED_MILLIS));
                signal("-CONT", victim.getPid());
            }
            case END_GENTLY -> end(victim, 5, false);
            case END_SOON -> end(victim, 1, false);
            case END_BY_FORCE -> end(victim, 0, true);
        }
    }

    private void end(PatternInfo victim, int seconds, boolean force) {
        try {
            var _ = launcher.calls()
                    .terminatePattern(TerminateRequest.newBuilder()
                            .setProcessId(victim.getProcessId())
                            .setGracePeriodSecs(seconds)
                            .setForce(force)
                            .build());
        } catch (StatusRuntimeException gone) {
            // It may have gone by itself meanwhile, and with it its entry.
            done.merge(Harm.KILL, 0, Integer::sum);
        }
    }

    private static void signal(String signal, int pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Integer.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}

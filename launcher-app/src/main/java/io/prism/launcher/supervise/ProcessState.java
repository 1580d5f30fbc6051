// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.supervise;

import java.time.Duration;
import java.time.Instant;

/**
 * Where one process is in its life. Each state offers only the moves that are legal from it; time is passed in.
 *
 * <pre>
 *                       Retiring ──end──────┐
 *                      busy▼ ▲idle          ▼
 *   Starting ──ready──▶ Running ──end──▶ Terminating ──gone──▶ Terminated ──freed──▶ Finished
 *     ▲  │ └────────────────│───────end──────▲                    ▲
 *     │  └──────failed──────┤                                     │
 *   retry                   ▼                                     │
 *     └──────────────── BackingOff ──end──────────────────────────┤
 *                           Failed ──end──────────────────────────┘
 * </pre>
 */
public sealed interface ProcessState {

    /** The name of the state, as metrics and the status file show it. */
    String name();

    /** When the state was entered. */
    Instant since();

    /** Process id in the operating system; 0 when there is no process. */
    default long pid() {
        return 0;
    }

    /**
     * Being started; it does not take calls yet.
     *
     * @param pid 0 until the operating system has made the process
     * @param since when the start began
     */
    record Starting(long pid, Instant since) implements ProcessState {
        @Override
        public String name() {
            return "starting";
        }

        Starting spawned(long newPid) {
            return new Starting(newPid, since);
        }

        Running ready(String address, Instant now) {
            return new Running(pid, address, now);
        }

        ProcessState failed(String cause, Restarts.Verdict verdict, Instant now) {
            return afterFailure(cause, verdict, now);
        }

        Terminating end(Instant now, Duration grace) {
            return new Terminating(pid, now, now.plus(grace));
        }
    }

    /**
     * Taking calls.
     *
     * @param pid its process id
     * @param address where it takes calls
     * @param since when it got ready
     */
    record Running(long pid, String address, Instant since) implements ProcessState {
        @Override
        public String name() {
            return "running";
        }

        Retiring idle(Instant now) {
            return new Retiring(pid, address, now, since);
        }

        ProcessState failed(String cause, Restarts.Verdict verdict, Instant now) {
            return afterFailure(cause, verdict, now);
        }

        Terminating end(Instant now, Duration grace) {
            return new Terminating(pid, now, now.plus(grace));
        }
    }

    /**
     * Idle, and asked whether it still has nothing to do. It takes no calls until it has answered: then it ends, or
     * goes on.
     *
     * @param pid its process id
     * @param address where it took calls
     * @param since when it was asked
     * @param readySince when it got ready
     */
    record Retiring(long pid, String address, Instant since, Instant readySince) implements ProcessState {
        @Override
        public String name() {
            return "retiring";
        }

        Running busy() {
            return new Running(pid, address, readySince);
        }

        ProcessState failed(String cause, Restarts.Verdict verdict, Instant now) {
            return afterFailure(cause, verdict, now);
        }

        Terminating end(Instant now, Duration grace) {
            return new Terminating(pid, now, now.plus(grace));
        }
    }

    /**
     * Finishing the calls it has.
     *
     * @param pid its process id
     * @param since when it was told to end
     * @param killAt when it is killed
     */
    record Terminating(long pid, Instant since, Instant killAt) implements ProcessState {
        @Override
        public String name() {
            return "terminating";
        }

        Terminating spawned(long newPid) {
            return new Terminating(newPid, since, killAt);
        }

        /** A second request to end can only bring the kill nearer. */
        Terminating end(Instant now, Duration grace) {
            Instant wanted = now.plus(grace);
            return wanted.isBefore(killAt) ? new Terminating(pid, since, wanted) : this;
        }

        Terminated gone(Instant now) {
            return new Terminated(now);
        }
    }

    /**
     * Ended by itself; started again at {@code retryAt}.
     *
     * @param cause why, as a sentence without its subject
     * @param since when it ended
     * @param retryAt when it is started again
     */
    record BackingOff(String cause, Instant since, Instant retryAt) implements ProcessState {
        @Override
        public String name() {
            return "backing-off";
        }

        Starting retry(Instant now) {
            return new Starting(0, now);
        }

        Terminated end(Instant now) {
            return new Terminated(now);
        }
    }

    /**
     * Given up after too many failures in a row.
     *
     * @param cause the last of them, as a sentence without its subject
     * @param since when it was given up
     */
    record Failed(String cause, Instant since) implements ProcessState {
        @Override
        public String name() {
            return "failed";
        }

        Starting reset(Instant now) {
            return new Starting(0, now);
        }

        Terminated end(Instant now) {
            return new Terminated(now);
        }
    }

    /**
     * Ended as it was told; what it held is being freed.
     *
     * @param since when it ended
     */
    record Terminated(Instant since) implements ProcessState {
        @Override
        public String name() {
            return "terminated";
        }

        Finished freed(Instant now) {
            return new Finished(now);
        }
    }

    /**
     * Ended, everything freed; its key can be launched again.
     *
     * @param since when everything was free
     */
    record Finished(Instant since) implements ProcessState {
        @Override
        public String name() {
            return "finished";
        }
    }

    private static ProcessState afterFailure(String cause, Restarts.Verdict verdict, Instant now) {
        return verdict.pause()
                .<ProcessState>map(pause -> new BackingOff(cause, now, now.plus(pause)))
                .orElseGet(() -> new Failed(cause, now));
    }
}

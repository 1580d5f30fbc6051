// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import com.google.protobuf.Timestamp;
import io.prism.contracts.launcher.HealthResponse;
import io.prism.contracts.launcher.IsolationLevel;
import io.prism.contracts.launcher.LaunchResponse;
import io.prism.contracts.launcher.LauncherErrorCode;
import io.prism.contracts.launcher.PatternInfo;
import io.prism.contracts.launcher.ProcessState;
import io.prism.contracts.launcher.WatchResponse;
import io.prism.core.config.Isolation;
import io.prism.core.process.ProcessKey;
import io.prism.launcher.process.ResourceUse;
import io.prism.launcher.supervise.Fleet;
import io.prism.launcher.supervise.ProcessState.BackingOff;
import io.prism.launcher.supervise.ProcessState.Failed;
import io.prism.launcher.supervise.ProcessState.Finished;
import io.prism.launcher.supervise.ProcessState.Retiring;
import io.prism.launcher.supervise.ProcessState.Running;
import io.prism.launcher.supervise.ProcessState.Starting;
import io.prism.launcher.supervise.ProcessState.Terminated;
import io.prism.launcher.supervise.ProcessState.Terminating;
import io.prism.launcher.supervise.Snapshot;
import io.prism.launcher.supervise.StateMoves;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How processes look on the wire. */
final class Replies {

    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private Replies() {}

    private static IsolationLevel isolation(Isolation isolation) {
        return switch (isolation) {
            case NONE -> IsolationLevel.ISOLATION_NONE;
            case NAMESPACE -> IsolationLevel.ISOLATION_NAMESPACE;
            case SESSION -> IsolationLevel.ISOLATION_SESSION;
            case EMBEDDED -> IsolationLevel.ISOLATION_LEVEL_UNSPECIFIED;
        };
    }

    static LaunchResponse launched(Snapshot snapshot) {
        return LaunchResponse.newBuilder()
                .setProcessId(snapshot.id())
                .setState(state(snapshot))
                .setAddress(snapshot.address())
                .setHealthy(snapshot.healthy())
                .build();
    }

    static WatchResponse present(Fleet.Process process, Instant now) {
        return event(process.key(), process.snapshot(), now).build();
    }

    static WatchResponse change(StateMoves.Move move, Instant now) {
        return event(move.key(), move.now(), now)
                .setPreviousState(state(move.before()))
                .build();
    }

    private static WatchResponse.Builder event(ProcessKey key, Snapshot snapshot, Instant now) {
        Instant since = snapshot.state().since();
        return WatchResponse.newBuilder()
                .setProcess(pattern(new Fleet.Process(key, snapshot), now))
                .setChangedAt(Timestamp.newBuilder()
                        .setSeconds(since.getEpochSecond())
                        .setNanos(since.getNano()));
    }

    /** Reads what the process occupies, so not for an event loop. */
    static PatternInfo pattern(Fleet.Process process, Instant now) {
        Snapshot snapshot = process.snapshot();
        ResourceUse footprint = ResourceUse.of(snapshot.state().pid());
        long pid = snapshot.state().pid();
        long uptime = pid == 0 ? 0 : Duration.between(snapshot.startedAt(), now).toSeconds();
        return PatternInfo.newBuilder()
                .setPatternName(process.key().pattern())
                .setProcessId(snapshot.id())
                .setState(state(snapshot))
                .setAddress(snapshot.address())
                .setHealthy(snapshot.healthy())
                .setUptimeSeconds(Math.max(0, uptime))
                .setNamespace(process.key().namespace())
                .setSessionId(process.key().session())
                .setLastError(snapshot.history().lastError())
                .setErrorCount(snapshot.history().failures())
                .setRestartCount(snapshot.history().restarts())
                .setPid((int) pid)
                .setIsolation(isolation(process.key().isolation()))
                .setErrorCode(snapshot.history()
                        .last()
                        .map(cause -> LauncherErrors.code(cause.kind()))
                        .orElse(LauncherErrorCode.LAUNCHER_ERROR_CODE_UNSPECIFIED))
                .addAllLimits(snapshot.limits())
                .setMemoryBytes(footprint.memoryBytes())
                .setCpuSeconds(footprint.cpu().toNanos() / NANOS)
                .setCalls(snapshot.vitals()
                        .map(vitals -> vitals.calls().orElse(0))
                        .orElse(0L))
                .build();
    }

    static HealthResponse.Builder health(List<Fleet.Process> processes) {
        return HealthResponse.newBuilder()
                .setTotalProcesses(processes.size())
                .setRunningProcesses(count(processes, ProcessState.STATE_RUNNING))
                .setTerminatingProcesses(count(processes, ProcessState.STATE_TERMINATING))
                .setFailedProcesses(count(processes, ProcessState.STATE_FAILED))
                .putAllIsolationDistribution(processes.stream()
                        .map(process -> process.key().isolation().text())
                        .collect(Collectors.toMap(Function.identity(), _ -> 1, Integer::sum)));
    }

    static ProcessState state(Snapshot snapshot) {
        return state(snapshot.state());
    }

    static ProcessState state(io.prism.launcher.supervise.ProcessState state) {
        return switch (state) {
            // The wire has no word for the wait before a restart; the process is on its way.
            case Starting _, BackingOff _ -> ProcessState.STATE_STARTING;
            // It may well go on; calls that come meanwhile are held.
            case Running _, Retiring _ -> ProcessState.STATE_RUNNING;
            case Terminating _ -> ProcessState.STATE_TERMINATING;
            case Terminated _ -> ProcessState.STATE_TERMINATED;
            case Failed _ -> ProcessState.STATE_FAILED;
            case Finished _ -> ProcessState.STATE_FINISHED;
        };
    }

    private static int count(List<Fleet.Process> processes, ProcessState state) {
        return (int) processes.stream()
                .filter(process -> state(process.snapshot()) == state)
                .count();
    }
}

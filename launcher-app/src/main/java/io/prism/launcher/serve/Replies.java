// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import io.prism.contracts.launcher.HealthResponse;
import io.prism.contracts.launcher.LaunchResponse;
import io.prism.contracts.launcher.PatternInfo;
import io.prism.contracts.launcher.ProcessState;
import io.prism.launcher.supervise.Fleet;
import io.prism.launcher.supervise.ProcessState.BackingOff;
import io.prism.launcher.supervise.ProcessState.Failed;
import io.prism.launcher.supervise.ProcessState.Finished;
import io.prism.launcher.supervise.ProcessState.Running;
import io.prism.launcher.supervise.ProcessState.Starting;
import io.prism.launcher.supervise.ProcessState.Terminated;
import io.prism.launcher.supervise.ProcessState.Terminating;
import io.prism.launcher.supervise.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How processes look on the wire. */
final class Replies {

    private Replies() {}

    static LaunchResponse launched(Snapshot snapshot) {
        return LaunchResponse.newBuilder()
                .setProcessId(snapshot.id())
                .setState(state(snapshot))
                .setAddress(snapshot.address())
                .setHealthy(snapshot.healthy())
                .build();
    }

    static PatternInfo pattern(Fleet.Process process, Instant now) {
        Snapshot snapshot = process.snapshot();
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
                .build();
    }

    static HealthResponse.Builder health(List<Fleet.Process> processes) {
        return HealthResponse.newBuilder()
                .setHealthy(true)
                .setTotalProcesses(processes.size())
                .setRunningProcesses(count(processes, ProcessState.STATE_RUNNING))
                .setTerminatingProcesses(count(processes, ProcessState.STATE_TERMINATING))
                .setFailedProcesses(count(processes, ProcessState.STATE_FAILED))
                .putAllIsolationDistribution(processes.stream()
                        .map(process -> process.key().isolation().text())
                        .collect(Collectors.toMap(Function.identity(), _ -> 1, Integer::sum)));
    }

    static ProcessState state(Snapshot snapshot) {
        return switch (snapshot.state()) {
            // The wire has no word for the wait before a restart; the process is on its way.
            case Starting _, BackingOff _ -> ProcessState.STATE_STARTING;
            case Running _ -> ProcessState.STATE_RUNNING;
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

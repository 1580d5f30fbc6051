// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.prism.contracts.launcher.GetProcessStatusRequest;
import io.prism.contracts.launcher.IsolationLevel;
import io.prism.contracts.launcher.LaunchRequest;
import io.prism.contracts.launcher.PatternInfo;
import io.prism.contracts.launcher.PatternLauncherGrpc;
import io.prism.contracts.launcher.PatternLauncherGrpc.PatternLauncherBlockingStub;
import io.prism.contracts.launcher.ProcessState;
import io.prism.contracts.launcher.ResetRequest;
import io.prism.contracts.launcher.TerminateRequest;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A connection to the launcher of a stack, as an operator has it. */
final class LauncherStub implements AutoCloseable {

    private final ManagedChannel channel;

    LauncherStub(RunningPrism prism) {
        this.channel = NettyChannelBuilder.forTarget("dns:///" + prism.endpoint("launcher", "listen"))
                .usePlaintext()
                .build();
    }

    ManagedChannel channel() {
        return channel;
    }

    PatternLauncherBlockingStub calls() {
        return PatternLauncherGrpc.newBlockingStub(channel).withDeadlineAfter(RunningPrism.PATIENCE);
    }

    static LaunchRequest.Builder keyvalue(IsolationLevel isolation, String namespace) {
        return LaunchRequest.newBuilder()
                .setPatternName("keyvalue")
                .setIsolation(isolation)
                .setNamespace(namespace);
    }

    /** The process; empty when the launcher knows none of that name. */
    Optional<PatternInfo> process(String id) {
        var status = calls().getProcessStatus(
                        GetProcessStatusRequest.newBuilder().setProcessId(id).build());
        return status.getNotFound() ? Optional.empty() : Optional.of(status.getProcess());
    }

    /** Ends the process without grace, if the launcher knows it. */
    void end(String id) {
        process(id)
                .ifPresent(_ -> assertThat(calls().terminatePattern(TerminateRequest.newBuilder()
                                        .setProcessId(id)
                                        .setForce(true)
                                        .build())
                                .getError())
                        .isEmpty());
    }

    /** Closes the breaker of the process; false when it was not open. */
    boolean reset(String id) {
        return calls().reset(ResetRequest.newBuilder().setProcessId(id).build()).getReset();
    }

    /** Waits until the process runs under another process id than {@code before}. */
    PatternInfo awaitAnother(String id, int before) {
        return Awaitility.await()
                .atMost(RunningPrism.PATIENCE)
                .until(
                        () -> process(id),
                        now -> now.map(process ->
                                        process.getState() == ProcessState.STATE_RUNNING && process.getPid() != before)
                                .orElse(false))
                .orElseThrow();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}

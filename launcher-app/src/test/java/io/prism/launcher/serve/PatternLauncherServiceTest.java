// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.prism.contracts.launcher.GetProcessStatusRequest;
import io.prism.contracts.launcher.HealthRequest;
import io.prism.contracts.launcher.IsolationLevel;
import io.prism.contracts.launcher.LaunchRequest;
import io.prism.contracts.launcher.ListPatternsRequest;
import io.prism.contracts.launcher.TerminateRequest;
import io.prism.core.failure.Failures;
import io.prism.launcher.place.Configs;
import io.prism.launcher.place.CurrentPlacement;
import io.prism.launcher.supervise.Fleet;
import io.prism.launcher.supervise.ProcessTally;
import io.prism.launcher.supervise.SupervisionTiming;
import io.prism.launcher.supervise.SupervisorContext;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PatternLauncherServiceTest {

    private final InstantSource clock = InstantSource.system();
    private final Fleet fleet = new Fleet(
            _ -> _ -> {
                throw new IOException("no program here");
            },
            new SupervisionTiming(Duration.ofSeconds(5), Duration.ofSeconds(5), SupervisionTiming.HEALTH_CHECK),
            5,
            new SupervisorContext(
                    clock,
                    (_, _) -> {},
                    Executors.newVirtualThreadPerTaskExecutor(),
                    () -> 0.5,
                    new SupervisorContext.Watcher(new ProcessTally(), () -> {})));
    private final PatternLauncherService service = new PatternLauncherService(
            fleet, new CurrentPlacement(Configs.sample()), new Failures("launcher", clock), clock);

    @Test
    void refusesRequestsThatCannotBeServed() {
        refuses(launch("", "default"), Code.INVALID_ARGUMENT, "pattern_name");
        refuses(launch("keyvalue", ""), Code.INVALID_ARGUMENT, "namespace");
        refuses(launch("keyvalue", "private"), Code.INVALID_ARGUMENT, "session_id");
        refuses(launch("keyvalue", "near"), Code.INVALID_ARGUMENT, "embedded");
        refuses(launch("keyvalue", "nowhere").setConfiguredOnly(true), Code.NOT_FOUND, "default");
        refuses(launch("keyvalue", "nowhere"), Code.UNAVAILABLE, "no program here");
        refuses(launch("queue", "default"), Code.NOT_FOUND, "keyvalue");
        refuses(
                launch("keyvalue", "default")
                        .setIsolation(IsolationLevel.ISOLATION_NONE)
                        .setNamespace("nowhere"),
                Code.UNAVAILABLE,
                "no program here");
        refuses(launch("keyvalue", "default").setIsolationValue(99), Code.INVALID_ARGUMENT, "isolation");
        refuses(launch("keyvalue", "default").putConfig("ttl", "1h"), Code.INVALID_ARGUMENT, "prism.yaml");
    }

    @Test
    void tellsWhyAProcessDidNotStartAndThatItIsOnItsWayAgain() {
        // When
        refuses(launch("keyvalue", "default"), Code.UNAVAILABLE, "no program here");

        // Then
        var status = answer(service.getProcessStatus(GetProcessStatusRequest.newBuilder()
                        .setProcessId("ns:default:keyvalue")
                        .build()))
                .getProcess();
        assertThat(status.getLastError()).contains("no program here");
        assertThat(status.getErrorCount()).isEqualTo(1);
        assertThat(status.getNamespace()).isEqualTo("default");
        var health = answer(service.health(
                HealthRequest.newBuilder().setIncludeProcesses(true).build()));
        assertThat(health.getIsolationDistributionMap()).containsEntry("namespace", 1);
        assertThat(health.getProcessesCount()).isEqualTo(1);
        var list = answer(service.listPatterns(
                ListPatternsRequest.newBuilder().setNamespace("other").build()));
        assertThat(list.getTotalCount()).isEqualTo(1);
        assertThat(list.getPatternsCount()).isZero();
    }

    @Test
    void knowsNothingOfOtherProcesses() {
        assertThat(answer(service.getProcessStatus(GetProcessStatusRequest.newBuilder()
                                .setProcessId("ns:default:keyvalue")
                                .build()))
                        .getNotFound())
                .isTrue();
        assertThatThrownBy(() -> answer(service.terminatePattern(
                        TerminateRequest.newBuilder().setProcessId("ns:x:y").build())))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(Code.NOT_FOUND));
    }

    private void refuses(LaunchRequest.Builder request, Code code, String words) {
        assertThatThrownBy(() -> answer(service.launchPattern(request.build())))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(code);
                    assertThat(message(e)).contains(words);
                });
    }

    private static String message(StatusRuntimeException refusal) {
        com.google.rpc.Status status = StatusProto.fromThrowable(refusal);
        return status == null ? "" : status.getMessage();
    }

    private static LaunchRequest.Builder launch(String pattern, String namespace) {
        return LaunchRequest.newBuilder().setPatternName(pattern).setNamespace(namespace);
    }

    private static <T> T answer(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}

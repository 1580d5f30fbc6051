// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.prism.contracts.launcher.HealthRequest;
import io.prism.contracts.launcher.IsolationLevel;
import io.prism.contracts.launcher.LaunchRequest;
import io.prism.contracts.launcher.LaunchResponse;
import io.prism.contracts.launcher.LauncherError;
import io.prism.contracts.launcher.LauncherErrorCode;
import io.prism.contracts.launcher.ListPatternsRequest;
import io.prism.contracts.launcher.PatternInfo;
import io.prism.contracts.launcher.PatternLauncherGrpc;
import io.prism.contracts.launcher.ProcessState;
import io.prism.contracts.launcher.ResetRequest;
import io.prism.contracts.launcher.TerminateRequest;
import io.prism.contracts.launcher.WatchRequest;
import io.prism.contracts.launcher.WatchResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The walk through the launcher's quick start, step by step on one stack: three isolation levels, crash recovery,
 * health, metrics, termination. Each step goes on where the one before it ended.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class LauncherWalkTest {

    private static final String CONFIG = """
            backends:
              memory: { type: memory }
            namespaces:
              - { name: default, isolation: embedded, pattern: keyvalue, backend: memory }
              - name: broken
                isolation: namespace
                bindings:
                  - name: kv
                    pattern: keyvalue
                    backend: memory
                    config: { default-ttl: "${env:PRISM_TEST_NOT_SET}" }
            """;
    private static final String TENANT = "ns:tenant-a:keyvalue";

    private RunningPrism prism;
    private LauncherStub launcher;
    private final ConcurrentLinkedQueue<WatchResponse> seen = new ConcurrentLinkedQueue<>();

    @BeforeAll
    void start() throws IOException {
        prism = RunningPrism.start(CONFIG);
        launcher = new LauncherStub(prism);
        PatternLauncherGrpc.newStub(launcher.channel())
                .watch(WatchRequest.getDefaultInstance(), new StreamObserver<>() {
                    @Override
                    public void onNext(WatchResponse event) {
                        seen.add(event);
                    }

                    @Override
                    public void onError(Throwable ended) {
                        assertThat(Status.fromThrowable(ended).getCode())
                                .isIn(Status.Code.UNAVAILABLE, Status.Code.CANCELLED);
                    }

                    @Override
                    public void onCompleted() {}
                });
        // A watch has begun when it tells of something.
        launch(IsolationLevel.ISOLATION_NAMESPACE, "first", "");
        Awaitility.await().atMost(RunningPrism.PATIENCE).until(() -> !seen.isEmpty());
        assertThat(launcher.calls()
                        .terminatePattern(TerminateRequest.newBuilder()
                                .setProcessId("ns:first:keyvalue")
                                .build())
                        .getSuccess())
                .isTrue();
    }

    @AfterAll
    void stop() {
        launcher.close();
        prism.close();
    }

    @Test
    @Order(1)
    void launchesAProcessForANamespace() {
        // When
        LaunchResponse first = launch(IsolationLevel.ISOLATION_NAMESPACE, "tenant-a", "");
        LaunchResponse again = launch(IsolationLevel.ISOLATION_NAMESPACE, "tenant-a", "");

        // Then
        assertThat(first.getProcessId()).isEqualTo(TENANT);
        assertThat(first.getState()).isEqualTo(ProcessState.STATE_RUNNING);
        assertThat(first.getHealthy()).isTrue();
        assertThat(first.getAddress()).startsWith("unix:/");
        assertThat(again).isEqualTo(first);
        PatternInfo process = launcher.process(TENANT).orElseThrow();
        assertThat(prism.processesOf(TENANT)).extracting(ProcessHandle::pid).containsExactly((long) process.getPid());
        assertThat(process.getMemoryBytes()).isGreaterThan(1 << 20);
        assertThat(process.getCpuSeconds()).isPositive();
        assertThat(process.getIsolation()).isEqualTo(IsolationLevel.ISOLATION_NAMESPACE);
    }

    @Test
    @Order(2)
    void keepsTenantsSessionsAndSharedProcessesApart() {
        // When
        launch(IsolationLevel.ISOLATION_NAMESPACE, "tenant-b", "");
        launch(IsolationLevel.ISOLATION_SESSION, "tenant-a", "user-1");
        launch(IsolationLevel.ISOLATION_SESSION, "tenant-a", "user-2");
        String shared = launch(IsolationLevel.ISOLATION_NONE, "", "").getProcessId();
        String sharedAgain =
                launch(IsolationLevel.ISOLATION_NONE, "tenant-c", "").getProcessId();

        // Then
        assertThat(List.of(shared, sharedAgain)).containsOnly("shared:keyvalue");
        var list = launcher.calls().listPatterns(ListPatternsRequest.getDefaultInstance());
        assertThat(list.getTotalCount()).isEqualTo(5);
        assertThat(list.getPatternsList())
                .extracting(PatternInfo::getProcessId)
                .containsExactly(
                        "ns:tenant-a:keyvalue",
                        "ns:tenant-b:keyvalue",
                        "session:tenant-a:user-1:keyvalue",
                        "session:tenant-a:user-2:keyvalue",
                        "shared:keyvalue");
        assertThat(list.getPatternsList()).extracting(PatternInfo::getPid).doesNotHaveDuplicates();
        assertThat(list.getPatternsList())
                .allMatch(process -> prism.processesOf(process.getProcessId()).stream()
                        .anyMatch(running -> running.pid() == process.getPid()));
    }

    @Test
    @Order(3)
    void startsAgainWhatIsKilled() {
        // Given
        int pid = launcher.process(TENANT).orElseThrow().getPid();

        // When
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        PatternInfo after = launcher.awaitAnother(TENANT, pid);

        // Then
        assertThat(after.getRestartCount()).isEqualTo(1);
        assertThat(after.getLastError()).isEqualTo("was ended by signal 9");
        assertThat(after.getErrorCode()).isEqualTo(LauncherErrorCode.LAUNCHER_ERROR_CODE_PROCESS_CRASHED);
    }

    @Test
    @Order(4)
    void tellsHowEverythingIs() throws IOException, InterruptedException {
        // When
        var health = launcher.calls()
                .health(HealthRequest.newBuilder().setIncludeProcesses(true).build());
        String metrics = prism.http(prism.endpoint("launcher", "management"), "/q/metrics")
                .body();

        // Then
        assertThat(health.getHealthy()).isTrue();
        assertThat(health.getRunningProcesses()).isEqualTo(5);
        assertThat(health.getIsolationDistributionMap())
                .containsOnly(
                        java.util.Map.entry("namespace", 2),
                        java.util.Map.entry("session", 2),
                        java.util.Map.entry("none", 1));
        assertThat(health.getProcessesCount()).isEqualTo(5);
        assertThat(metrics)
                .contains(
                        "prism_launcher_restarts_total 1.0",
                        "prism_launcher_processes{state=\"running\"} 7.0",
                        "prism_launcher_launch_duration_seconds_bucket",
                        "prism_launcher_wake_duration_seconds_bucket");
        Awaitility.await()
                .atMost(RunningPrism.PATIENCE)
                .until(() -> prism.http(prism.endpoint("launcher", "management"), "/q/metrics")
                        .body()
                        .contains("prism_launcher_process_memory_bytes{process=\"" + TENANT + "\"}"));
    }

    @Test
    @Order(5)
    void terminatesAndCanLaunchTheSameAgainAtOnce() {
        // Given
        int pid = launcher.process(TENANT).orElseThrow().getPid();

        // When
        boolean ended = launcher.calls()
                .terminatePattern(TerminateRequest.newBuilder()
                        .setProcessId(TENANT)
                        .setGracePeriodSecs(10)
                        .build())
                .getSuccess();

        // Then
        assertThat(ended).isTrue();
        assertThat(ProcessHandle.of(pid)).isEmpty();
        launch(IsolationLevel.ISOLATION_NAMESPACE, "tenant-a", "");
        assertThat(launcher.process(TENANT).orElseThrow().getPid()).isNotEqualTo(pid);
    }

    @Test
    @Order(6)
    void toldAWatcherOfAllThat() {
        Awaitility.await()
                .atMost(RunningPrism.PATIENCE)
                .untilAsserted(() -> assertThat(seen.stream()
                                .filter(event ->
                                        event.getProcess().getProcessId().equals(TENANT))
                                .map(event -> event.getPreviousState().name().substring(6) + " "
                                        + event.getProcess().getState().name().substring(6)))
                        .containsExactly(
                                "STARTING RUNNING",
                                "RUNNING STARTING",
                                "STARTING STARTING",
                                "STARTING RUNNING",
                                "RUNNING TERMINATING",
                                "TERMINATING TERMINATED",
                                "TERMINATED FINISHED",
                                "STARTING RUNNING"));
    }

    @Test
    @Order(7)
    void opensTheBreakerOfWhatCannotStartAndClosesItOnRequest() {
        // Given
        var request = LauncherStub.keyvalue(IsolationLevel.ISOLATION_LEVEL_UNSPECIFIED, "broken")
                .build();
        LauncherError first = refusal(request);

        // When
        Awaitility.await()
                .atMost(RunningPrism.PATIENCE)
                .until(() ->
                        launcher.process("ns:broken:keyvalue").orElseThrow().getState() == ProcessState.STATE_FAILED);

        // Then
        assertThat(first.getCode()).isEqualTo(LauncherErrorCode.LAUNCHER_ERROR_CODE_INVALID_CONFIGURATION);
        assertThat(first.getMessage()).contains("PRISM_TEST_NOT_SET");
        LauncherError open = refusal(request);
        assertThat(open.getCode()).isEqualTo(LauncherErrorCode.LAUNCHER_ERROR_CODE_MAX_ERRORS_EXCEEDED);
        assertThat(open.getSuggestion()).contains("prism reset");
        assertThat(open.getContextMap()).containsEntry("error_count", "5").containsEntry("state", "failed");
        var reset = launcher.calls()
                .reset(ResetRequest.newBuilder()
                        .setProcessId("ns:broken:keyvalue")
                        .build());
        assertThat(reset.getReset()).isTrue();
        assertThat(reset.getProcess().getState()).isEqualTo(ProcessState.STATE_STARTING);
    }

    @Test
    @Order(8)
    void saysWhatIsWrongAndWhatToDo() {
        assertThat(refusal(LauncherStub.keyvalue(IsolationLevel.ISOLATION_NAMESPACE, "")
                                .build())
                        .getCode())
                .isEqualTo(LauncherErrorCode.LAUNCHER_ERROR_CODE_MISSING_NAMESPACE);
        assertThat(refusal(LauncherStub.keyvalue(IsolationLevel.ISOLATION_SESSION, "tenant-a")
                                .build())
                        .getCode())
                .isEqualTo(LauncherErrorCode.LAUNCHER_ERROR_CODE_MISSING_SESSION_ID);
        LauncherError unknown = refusal(LauncherStub.keyvalue(IsolationLevel.ISOLATION_NAMESPACE, "tenant-a")
                .setPatternName("keyvlaue")
                .build());
        assertThat(unknown.getCode()).isEqualTo(LauncherErrorCode.LAUNCHER_ERROR_CODE_PATTERN_NOT_FOUND);
        assertThat(unknown.getContextMap()).containsEntry("pattern_name", "keyvlaue");
        assertThat(unknown.getSuggestion()).isNotEmpty();
    }

    private LaunchResponse launch(IsolationLevel isolation, String namespace, String session) {
        return launcher.calls()
                .launchPattern(LauncherStub.keyvalue(isolation, namespace)
                        .setSessionId(session)
                        .build());
    }

    private LauncherError refusal(LaunchRequest request) {
        var failure = catchThrowableOfType(
                StatusRuntimeException.class, () -> launcher.calls().launchPattern(request));
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        assertThat(status).isNotNull();
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(LauncherError.class))
                .map(LauncherWalkTest::unpack)
                .findFirst()
                .orElseThrow();
    }

    private static LauncherError unpack(Any detail) {
        try {
            return detail.unpack(LauncherError.class);
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import io.prism.contracts.launcher.GetProcessStatusRequest;
import io.prism.contracts.launcher.GetProcessStatusResponse;
import io.prism.contracts.launcher.HealthRequest;
import io.prism.contracts.launcher.HealthResponse;
import io.prism.contracts.launcher.IsolationLevel;
import io.prism.contracts.launcher.LaunchRequest;
import io.prism.contracts.launcher.LaunchResponse;
import io.prism.contracts.launcher.ListPatternsRequest;
import io.prism.contracts.launcher.ListPatternsResponse;
import io.prism.contracts.launcher.MutinyPatternLauncherGrpc;
import io.prism.contracts.launcher.PatternInfo;
import io.prism.contracts.launcher.ProcessState;
import io.prism.contracts.launcher.TerminateRequest;
import io.prism.contracts.launcher.TerminateResponse;
import io.prism.core.Deadline;
import io.prism.core.config.Isolation;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.launcher.place.CurrentPlacement;
import io.prism.launcher.place.ProcessKey;
import io.prism.launcher.supervise.Fleet;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * {@code prism.launcher.PatternLauncher}: starts, lists and ends pattern processes. Nothing in it blocks, so it runs
 * on the event loop.
 */
@GrpcService
public final class PatternLauncherService extends MutinyPatternLauncherGrpc.PatternLauncherImplBase {

    private final Fleet fleet;
    private final CurrentPlacement placement;
    private final Failures failures;
    private final InstantSource clock;
    private final Instant startedAt;

    /** Serves a fleet. */
    public PatternLauncherService(Fleet fleet, CurrentPlacement placement, Failures failures, InstantSource clock) {
        this.fleet = fleet;
        this.placement = placement;
        this.failures = failures;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    public Uni<LaunchResponse> launchPattern(LaunchRequest request) {
        Deadline deadline = CallDeadline.ofThisCall();
        return answer(request.getNamespace(), () -> {
            if (!request.getConfigMap().isEmpty()) {
                throw new Rejected("config", "must be empty: options are set in prism.yaml", "");
            }
            ProcessKey key = placement
                    .get()
                    .key(
                            request.getPatternName(),
                            isolation(request.getIsolation()),
                            request.getNamespace(),
                            request.getSessionId());
            return fleet.launch(key, grace(request.getGracePeriodSecs()), deadline)
                    .thenApply(Replies::launched);
        });
    }

    @Override
    public Uni<ListPatternsResponse> listPatterns(ListPatternsRequest request) {
        List<PatternInfo> all = all();
        List<PatternInfo> matching = all.stream()
                .filter(pattern -> matches(request.getPatternName(), pattern.getPatternName()))
                .filter(pattern -> matches(request.getNamespace(), pattern.getNamespace()))
                .filter(pattern -> request.getState() == ProcessState.STATE_UNSPECIFIED
                        || request.getState() == pattern.getState())
                .toList();
        return Uni.createFrom()
                .item(ListPatternsResponse.newBuilder()
                        .addAllPatterns(matching)
                        .setTotalCount(all.size())
                        .build());
    }

    @Override
    public Uni<TerminateResponse> terminatePattern(TerminateRequest request) {
        return answer("", () -> {
            if (request.getProcessId().isEmpty()) {
                throw new Rejected("process_id", "must name a process, such as 'ns:default:keyvalue'", "");
            }
            Optional<Duration> grace =
                    request.getForce() ? Optional.of(Duration.ZERO) : grace(request.getGracePeriodSecs());
            return fleet.terminate(request.getProcessId(), grace)
                    .thenApply(
                            _ -> TerminateResponse.newBuilder().setSuccess(true).build());
        });
    }

    @Override
    public Uni<HealthResponse> health(HealthRequest request) {
        HealthResponse.Builder health = Replies.health(fleet.processes())
                .setUptimeSeconds(Duration.between(startedAt, clock.instant()).toSeconds());
        if (request.getIncludeProcesses()) {
            health.addAllProcesses(all());
        }
        return Uni.createFrom().item(health.build());
    }

    @Override
    public Uni<GetProcessStatusResponse> getProcessStatus(GetProcessStatusRequest request) {
        GetProcessStatusResponse.Builder status = GetProcessStatusResponse.newBuilder();
        fleet.process(request.getProcessId())
                .map(process -> Replies.pattern(process, clock.instant()))
                .ifPresentOrElse(status::setProcess, () -> status.setNotFound(true));
        return Uni.createFrom().item(status.build());
    }

    private List<PatternInfo> all() {
        Instant now = clock.instant();
        return fleet.processes().stream()
                .map(process -> Replies.pattern(process, now))
                .toList();
    }

    private static boolean matches(String wanted, String actual) {
        return wanted.isEmpty() || wanted.equals(actual);
    }

    private static Optional<Isolation> isolation(IsolationLevel level) {
        return switch (level) {
            case ISOLATION_LEVEL_UNSPECIFIED -> Optional.empty();
            case ISOLATION_NONE -> Optional.of(Isolation.NONE);
            case ISOLATION_NAMESPACE -> Optional.of(Isolation.NAMESPACE);
            case ISOLATION_SESSION -> Optional.of(Isolation.SESSION);
            case UNRECOGNIZED ->
                throw new Rejected("isolation", "must be a level of this launcher: none, namespace or session", "");
        };
    }

    private static Optional<Duration> grace(long seconds) {
        // A number of seconds from outside may not fit into a point in time.
        return seconds <= 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(Math.min(seconds, 86_400)));
    }

    private <T> Uni<T> answer(String namespace, Supplier<CompletionStage<T>> work) {
        return Uni.createFrom().completionStage(work).onFailure().transform(thrown -> {
            Throwable cause = thrown.getCause();
            Throwable failure = thrown instanceof CompletionException && cause != null ? cause : thrown;
            return failures.answer(failure, namespace).toException();
        });
    }
}

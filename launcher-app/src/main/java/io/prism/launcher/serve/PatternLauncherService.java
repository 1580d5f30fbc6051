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
import io.prism.contracts.launcher.ResetRequest;
import io.prism.contracts.launcher.ResetResponse;
import io.prism.contracts.launcher.TerminateRequest;
import io.prism.contracts.launcher.TerminateResponse;
import io.prism.contracts.launcher.WatchRequest;
import io.prism.contracts.launcher.WatchResponse;
import io.prism.core.Deadline;
import io.prism.core.config.Isolation;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.launcher.place.CurrentPlacement;
import io.prism.launcher.place.PlacedProcess;
import io.prism.launcher.place.WantedProcess;
import io.prism.launcher.supervise.Fleet;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * {@code prism.launcher.PatternLauncher}: starts, lists, watches and ends pattern processes. Each call is handled on a
 * virtual thread of its own.
 */
@GrpcService
public final class PatternLauncherService extends MutinyPatternLauncherGrpc.PatternLauncherImplBase {

    /** Most callers that watch at the same time. */
    static final int MOST_WATCHERS = 100;

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    private final Fleet fleet;
    private final CurrentPlacement placement;
    private final LauncherErrors errors;
    private final AtomicInteger watchers = new AtomicInteger();
    private final InstantSource clock;
    private final Instant startedAt;

    /** Serves a fleet. */
    public PatternLauncherService(Fleet fleet, CurrentPlacement placement, Failures failures, InstantSource clock) {
        this.fleet = fleet;
        this.placement = placement;
        this.errors = new LauncherErrors(failures, fleet);
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    public Uni<LaunchResponse> launchPattern(LaunchRequest request) {
        Deadline deadline = CallDeadline.ofThisCall();
        return answer(context(request), () -> {
            PlacedProcess process = placement
                    .get()
                    .place(new WantedProcess(
                            request.getPatternName(),
                            isolation(request.getIsolation()),
                            request.getNamespace(),
                            request.getSessionId(),
                            request.getConfiguredOnly() ? Optional.empty() : Optional.of(request.getConfigMap())));
            return fleet.launch(process, grace(request.getGracePeriodSecs()), deadline)
                    .thenApply(Replies::launched);
        });
    }

    @Override
    public Uni<ListPatternsResponse> listPatterns(ListPatternsRequest request) {
        return told(() -> {
            List<PatternInfo> all = all();
            List<PatternInfo> matching = all.stream()
                    .filter(pattern -> matches(request.getPatternName(), pattern.getPatternName()))
                    .filter(pattern -> matches(request.getNamespace(), pattern.getNamespace()))
                    .filter(pattern -> request.getState() == ProcessState.STATE_UNSPECIFIED
                            || request.getState() == pattern.getState())
                    .toList();
            return ListPatternsResponse.newBuilder()
                    .addAllPatterns(matching)
                    .setTotalCount(all.size())
                    .build();
        });
    }

    @Override
    public Uni<TerminateResponse> terminatePattern(TerminateRequest request) {
        return answer(Map.of("process_id", request.getProcessId()), () -> {
            named(request.getProcessId());
            Optional<Duration> grace =
                    request.getForce() ? Optional.of(Duration.ZERO) : grace(request.getGracePeriodSecs());
            return fleet.terminate(request.getProcessId(), grace)
                    .thenApply(
                            _ -> TerminateResponse.newBuilder().setSuccess(true).build());
        });
    }

    @Override
    public Uni<HealthResponse> health(HealthRequest request) {
        return told(() -> {
            HealthResponse.Builder health = Replies.health(fleet.processes())
                    .setHealthy(fleet.open())
                    .setUptimeSeconds(
                            Duration.between(startedAt, clock.instant()).toSeconds());
            if (request.getIncludeProcesses()) {
                health.addAllProcesses(all());
            }
            return health.build();
        });
    }

    @Override
    public Uni<GetProcessStatusResponse> getProcessStatus(GetProcessStatusRequest request) {
        return told(() -> {
            GetProcessStatusResponse.Builder status = GetProcessStatusResponse.newBuilder();
            fleet.process(request.getProcessId())
                    .map(process -> Replies.pattern(process, clock.instant()))
                    .ifPresentOrElse(status::setProcess, () -> status.setNotFound(true));
            return status.build();
        });
    }

    @Override
    public Multi<WatchResponse> watch(WatchRequest request) {
        WatchStream.Flow flow = WatchStream.ofThisCall();
        if (watchers.incrementAndGet() > MOST_WATCHERS) {
            watchers.decrementAndGet();
            Busy busy = new Busy("%d callers watch already".formatted(MOST_WATCHERS), Duration.ofSeconds(1));
            return Multi.createFrom().failure(errors.answer(busy, Map.of()));
        }
        return Multi.createFrom()
                .<WatchResponse>emitter(
                        out -> new WatchSubscription(request, fleet, clock, flow, out, threads)
                                .begin(watchers::decrementAndGet),
                        BackPressureStrategy.IGNORE)
                .onFailure()
                .transform(thrown -> errors.answer(thrown, Map.of()));
    }

    @Override
    public Uni<ResetResponse> reset(ResetRequest request) {
        return answer(Map.of("process_id", request.getProcessId()), () -> {
            named(request.getProcessId());
            boolean reset = fleet.reset(request.getProcessId());
            ResetResponse.Builder answer = ResetResponse.newBuilder().setReset(reset);
            fleet.process(request.getProcessId())
                    .ifPresent(process -> answer.setProcess(Replies.pattern(process, clock.instant())));
            return CompletableFuture.completedFuture(answer.build());
        });
    }

    private static void named(String processId) {
        if (processId.isEmpty()) {
            throw new Rejected("process_id", "must name a process, such as 'ns:default:keyvalue'", "");
        }
    }

    private static Map<String, String> context(LaunchRequest request) {
        return Map.of(
                "pattern_name", request.getPatternName(),
                "namespace", request.getNamespace(),
                "session_id", request.getSessionId());
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

    // What tells of processes asks the operating system, which is not for the event loop.
    private <T> Uni<T> told(Supplier<T> work) {
        return Uni.createFrom().item(work).runSubscriptionOn(threads);
    }

    private <T> Uni<T> answer(Map<String, String> context, Supplier<CompletionStage<T>> work) {
        return Uni.createFrom()
                .completionStage(work)
                .runSubscriptionOn(threads)
                .onFailure()
                .transform(thrown -> errors.answer(thrown, context));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import com.google.protobuf.Any;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.prism.contracts.launcher.LauncherError;
import io.prism.contracts.launcher.LauncherErrorCode;
import io.prism.core.failure.Answer;
import io.prism.core.failure.Failures;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.Conflict;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.failure.GatewayException.Draining;
import io.prism.core.failure.GatewayException.NeedsUnmet;
import io.prism.core.failure.GatewayException.NotServed;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.StreamBrokenOff;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.core.failure.GatewayException.Unknown;
import io.prism.launcher.process.FailureCause;
import io.prism.launcher.process.FailureKind;
import io.prism.launcher.supervise.Fleet;
import io.prism.launcher.supervise.Fleet.NotEnded;
import io.prism.launcher.supervise.ProcessState.Failed;
import io.prism.launcher.supervise.Snapshot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The one place where a failure becomes an answer of the launcher: one of its codes, facts and what to do. */
final class LauncherErrors {

    private final Failures failures;
    private final Fleet fleet;

    LauncherErrors(Failures failures, Fleet fleet) {
        this.failures = failures;
        this.fleet = fleet;
    }

    /**
     * The answer for a failure.
     *
     * @param context what the call named: {@code pattern_name}, {@code namespace} …; empty values are left out
     */
    StatusRuntimeException answer(Throwable thrown, Map<String, String> context) {
        if (thrown instanceof CompletionException && thrown.getCause() != null) {
            return answer(thrown.getCause(), context);
        }
        GatewayException failure = thrown instanceof NotEnded
                ? new ProcessDown(context.getOrDefault("process_id", ""), rest(thrown), Duration.ofSeconds(5), true)
                : thrown instanceof GatewayException known ? known : null;
        Answer answer = failures.answer(failure == null ? thrown : failure, context.getOrDefault("namespace", ""));
        Optional<Snapshot> process = process(failure, context);
        FailureKind kind = thrown instanceof NotEnded
                ? FailureKind.TERMINATION_FAILED
                : failure == null ? FailureKind.INTERNAL_ERROR : kind(failure, process);
        LauncherError error = LauncherError.newBuilder()
                .setCode(code(kind))
                .setMessage(answer.message())
                .putAllContext(facts(context, process))
                .setCause(process.map(LauncherErrors::cause).orElse(""))
                .setSuggestion(kind.suggestion())
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(answer.code())
                .setMessage(answer.message())
                .addDetails(Any.pack(answer.error()))
                .addDetails(Any.pack(error))
                .build());
    }

    /** How a kind of failure is written on the wire. */
    static LauncherErrorCode code(FailureKind kind) {
        return LauncherErrorCode.valueOf("LAUNCHER_ERROR_CODE_" + kind.name());
    }

    // No default branch: a new kind of failure does not compile until it has a code.
    private static FailureKind kind(GatewayException failure, Optional<Snapshot> process) {
        return switch (failure) {
            case Rejected rejected -> kind(rejected.field());
            case TooLarge _, Conflict _, NeedsUnmet _ -> FailureKind.INVALID_CONFIGURATION;
            case Unknown unknown ->
                unknown.kind().equals("namespace") ? FailureKind.MISSING_NAMESPACE : FailureKind.PATTERN_NOT_FOUND;
            case Busy _, Draining _, StreamBrokenOff _ -> FailureKind.RESOURCE_LIMIT_EXCEEDED;
            case ProcessDown _ -> kind(process);
            case DeadlinePassed _ -> FailureKind.HEALTH_CHECK_FAILED;
            case NotServed _, BackendDown _ -> FailureKind.INTERNAL_ERROR;
        };
    }

    private static FailureKind kind(String field) {
        return switch (field) {
            case "namespace" -> FailureKind.MISSING_NAMESPACE;
            case "session_id", "prism-session" -> FailureKind.MISSING_SESSION_ID;
            case "isolation" -> FailureKind.INVALID_ISOLATION_LEVEL;
            case "pattern_name", "process_id" -> FailureKind.PATTERN_NOT_FOUND;
            default -> FailureKind.INVALID_CONFIGURATION;
        };
    }

    private static FailureKind kind(Optional<Snapshot> process) {
        boolean givenUp =
                process.map(snapshot -> snapshot.state() instanceof Failed).orElse(false);
        return givenUp
                ? FailureKind.MAX_ERRORS_EXCEEDED
                : process.flatMap(snapshot -> snapshot.history().last())
                        .map(FailureCause::kind)
                        .orElse(FailureKind.PROCESS_START_FAILED);
    }

    private Optional<Snapshot> process(@Nullable Throwable failure, Map<String, String> context) {
        String id = failure instanceof ProcessDown down ? down.process() : context.getOrDefault("process_id", "");
        return fleet.process(id).map(Fleet.Process::snapshot);
    }

    private static Map<String, String> facts(Map<String, String> context, Optional<Snapshot> process) {
        Map<String, String> facts = new LinkedHashMap<>();
        context.forEach((name, value) -> {
            if (!value.isEmpty()) {
                facts.put(name, value);
            }
        });
        process.ifPresent(snapshot -> {
            facts.put("process_id", snapshot.id());
            facts.put("state", snapshot.state().name());
            facts.put("error_count", Integer.toString(snapshot.history().failures()));
            facts.put("restart_count", Integer.toString(snapshot.history().restarts()));
        });
        return facts;
    }

    // What the process printed is for the launcher's log: it may show more than a caller should see.
    private static String cause(Snapshot snapshot) {
        return snapshot.history().lastError();
    }

    private static String rest(Throwable notEnded) {
        String message = String.valueOf(notEnded.getMessage());
        int subject = message.indexOf("' ");
        return subject < 0 ? message : message.substring(subject + 2);
    }
}

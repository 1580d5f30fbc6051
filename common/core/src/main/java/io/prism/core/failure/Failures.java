// SPDX-License-Identifier: Apache-2.0
package io.prism.core.failure;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.prism.contracts.common.BackendError;
import io.prism.contracts.common.BackoffStrategy;
import io.prism.contracts.common.Error;
import io.prism.contracts.common.ErrorCategory;
import io.prism.contracts.common.ErrorCode;
import io.prism.contracts.common.ErrorDetail;
import io.prism.contracts.common.ErrorSeverity;
import io.prism.contracts.common.FieldViolation;
import io.prism.contracts.common.PatternError;
import io.prism.contracts.common.ResourceInfo;
import io.prism.contracts.common.RetryPolicy;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an answer on the wire. Safe for use by many threads. */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Duration SOON = Duration.ofMillis(500);

    private final String source;
    private final InstantSource clock;

    /**
     * Makes the answers of one program.
     *
     * @param source its name, as {@code Error.source} shows it
     * @param clock gives {@code Error.timestamp}
     */
    public Failures(String source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * The answer for a failure. What is neither a {@link GatewayException} nor a gRPC status is our defect: the caller
     * gets an id and nothing else, the log has the trace under that id.
     *
     * @param namespace the call's namespace; empty when it is not known
     */
    public Answer answer(Throwable thrown, String namespace) {
        return answer(thrown, namespace, "");
    }

    /**
     * The answer for a failure of a call, as above.
     *
     * @param requestId what the call is known by, for {@code Error.request_id}; empty when it has no name
     */
    public Answer answer(Throwable thrown, String namespace, String requestId) {
        Answer answer = classify(thrown, namespace, requestId);
        return requestId.isEmpty()
                ? answer
                : new Answer(
                        answer.status(),
                        answer.error().toBuilder().setRequestId(requestId).build());
    }

    private Answer classify(Throwable thrown, String namespace, String requestId) {
        return switch (thrown) {
            case GatewayException expected -> {
                LOG.atDebug()
                        .setCause(expected)
                        .addKeyValue("namespace", namespace)
                        .log("call failed");
                yield answer(expected, namespace);
            }
            case StatusRuntimeException passedOn ->
                new Answer(
                        passedOn.getStatus(),
                        common(namespace)
                                .setCode(ErrorCode.ERROR_CODE_BAD_GATEWAY)
                                .setMessage(passedOn.getStatus().toString())
                                .build());
            default -> defect(thrown, namespace, requestId);
        };
    }

    private Answer answer(GatewayException failure, String namespace) {
        Error.Builder error = common(namespace).setMessage(failure.getMessage());
        // No default branch: a new kind of failure does not compile until it is mapped here.
        Status status = switch (failure) {
            case Rejected f -> rejected(error, f);
            case TooLarge f -> tooLarge(error, f);
            case Unknown f -> unknown(error, f);
            case NotServed f -> notServed(error, f);
            case Conflict _ -> {
                client(error, ErrorCode.ERROR_CODE_CONFLICT, ErrorCategory.ERROR_CATEGORY_CONCURRENCY_ERROR);
                yield Status.ABORTED;
            }
            case NeedsUnmet f -> {
                client(error, ErrorCode.ERROR_CODE_PRECONDITION_FAILED, ErrorCategory.ERROR_CATEGORY_BACKEND_ERROR);
                error.addDetails(ErrorDetail.newBuilder()
                        .setBackendError(BackendError.newBuilder().setBackendInstance(f.backend())));
                yield Status.FAILED_PRECONDITION;
            }
            case Busy f -> {
                client(error, ErrorCode.ERROR_CODE_TOO_MANY_REQUESTS, ErrorCategory.ERROR_CATEGORY_RATE_LIMIT_ERROR);
                error.setRetryPolicy(retry(f.retryAfter(), advice(false)));
                yield Status.RESOURCE_EXHAUSTED;
            }
            case BackendDown f -> backendDown(error, f);
            case ProcessDown f -> processDown(error, f);
            case Draining _ -> {
                server(error, ErrorCode.ERROR_CODE_SERVICE_UNAVAILABLE, ErrorCategory.ERROR_CATEGORY_SERVER_ERROR);
                error.setRetryPolicy(retry(SOON, "nothing was done; retry on a new connection"));
                yield Status.UNAVAILABLE;
            }
            case StreamBrokenOff _ -> {
                server(error, ErrorCode.ERROR_CODE_SERVICE_UNAVAILABLE, ErrorCategory.ERROR_CATEGORY_SERVER_ERROR);
                error.setRetryPolicy(retry(Duration.ZERO, "what the stream carried so far was done; call again"));
                yield Status.UNAVAILABLE;
            }
            case DeadlinePassed _ -> {
                server(error, ErrorCode.ERROR_CODE_GATEWAY_TIMEOUT, ErrorCategory.ERROR_CATEGORY_TIMEOUT_ERROR);
                error.setRetryPolicy(retry(Duration.ZERO, advice(true)));
                yield Status.DEADLINE_EXCEEDED;
            }
        };
        return new Answer(status.withDescription(failure.getMessage()), error.build());
    }

    private static Status rejected(Error.Builder error, Rejected failure) {
        client(error, ErrorCode.ERROR_CODE_BAD_REQUEST, ErrorCategory.ERROR_CATEGORY_VALIDATION_ERROR);
        violation(error, failure.field(), failure.constraint(), failure.value());
        return Status.INVALID_ARGUMENT;
    }

    private static Status tooLarge(Error.Builder error, TooLarge failure) {
        client(error, ErrorCode.ERROR_CODE_PAYLOAD_TOO_LARGE, ErrorCategory.ERROR_CATEGORY_VALIDATION_ERROR);
        String constraint = "must be at most %d bytes long".formatted(failure.most());
        violation(error, failure.field(), constraint, failure.bytes() + " bytes");
        return Status.INVALID_ARGUMENT;
    }

    private static Status unknown(Error.Builder error, Unknown failure) {
        client(error, ErrorCode.ERROR_CODE_NOT_FOUND, ErrorCategory.ERROR_CATEGORY_RESOURCE_ERROR);
        error.addDetails(resource(failure.kind(), failure.name()));
        return Status.NOT_FOUND;
    }

    private static Status notServed(Error.Builder error, NotServed failure) {
        client(error, ErrorCode.ERROR_CODE_INTERFACE_NOT_SUPPORTED, ErrorCategory.ERROR_CATEGORY_CLIENT_ERROR);
        error.addDetails(ErrorDetail.newBuilder()
                .setPatternError(PatternError.newBuilder()
                        .setInterfaceName(failure.service())
                        .addAllSupportedOperations(failure.served())));
        return Status.UNIMPLEMENTED;
    }

    private static Status backendDown(Error.Builder error, BackendDown failure) {
        server(error, ErrorCode.ERROR_CODE_BACKEND_ERROR, ErrorCategory.ERROR_CATEGORY_BACKEND_ERROR);
        error.addDetails(ErrorDetail.newBuilder()
                .setBackendError(BackendError.newBuilder().setBackendInstance(failure.backend())));
        error.setRetryPolicy(retry(SOON, advice(failure.mayHaveHappened())));
        return Status.UNAVAILABLE;
    }

    private static Status processDown(Error.Builder error, ProcessDown failure) {
        server(error, ErrorCode.ERROR_CODE_PATTERN_ERROR, ErrorCategory.ERROR_CATEGORY_SERVER_ERROR);
        error.addDetails(resource("process", failure.process()));
        error.setRetryPolicy(retry(failure.retryAfter(), advice(failure.mayHaveHappened())));
        return Status.UNAVAILABLE;
    }

    private Answer defect(Throwable thrown, String namespace, String requestId) {
        String id = UUID.randomUUID().toString();
        LOG.atError()
                .setCause(thrown)
                .addKeyValue("failureId", id)
                .addKeyValue("requestId", requestId)
                .addKeyValue("namespace", namespace)
                .log("call failed on a defect");
        String message = "internal error " + id + "; the log of " + source + " has the cause under this id";
        Error.Builder error = common(namespace).setMessage(message).setRequestId(id);
        server(error, ErrorCode.ERROR_CODE_INTERNAL_ERROR, ErrorCategory.ERROR_CATEGORY_SERVER_ERROR);
        return new Answer(Status.INTERNAL.withDescription(message), error.build());
    }

    private Error.Builder common(String namespace) {
        return Error.newBuilder()
                .setSource(source)
                .setNamespace(namespace)
                .setTimestamp(Timestamps.fromMillis(clock.millis()));
    }

    private static void client(Error.Builder error, ErrorCode code, ErrorCategory category) {
        error.setCode(code)
                .setCategory(category)
                .setSeverity(ErrorSeverity.ERROR_SEVERITY_INFO)
                .setRetryPolicy(RetryPolicy.newBuilder()
                        .setRetryable(false)
                        .setBackoffStrategy(BackoffStrategy.BACKOFF_STRATEGY_NEVER));
    }

    private static void server(Error.Builder error, ErrorCode code, ErrorCategory category) {
        error.setCode(code).setCategory(category).setSeverity(ErrorSeverity.ERROR_SEVERITY_ERROR);
    }

    private static void violation(Error.Builder error, String field, String constraint, String value) {
        error.addDetails(ErrorDetail.newBuilder()
                .setFieldViolation(FieldViolation.newBuilder()
                        .setField(field)
                        .setConstraint(constraint)
                        .setDescription(field + " " + constraint)
                        .setInvalidValue(value)));
    }

    private static ErrorDetail resource(String type, String id) {
        return ErrorDetail.newBuilder()
                .setResourceInfo(ResourceInfo.newBuilder().setResourceType(type).setResourceId(id))
                .build();
    }

    private static RetryPolicy retry(Duration after, String advice) {
        return RetryPolicy.newBuilder()
                .setRetryable(true)
                .setRetryAfter(Durations.fromMillis(after.toMillis()))
                .setBackoffStrategy(BackoffStrategy.BACKOFF_STRATEGY_JITTER)
                .setRetryAdvice(advice)
                .build();
    }

    private static String advice(boolean mayHaveHappened) {
        return mayHaveHappened
                ? "reads can be retried; a write may have happened, so retry it only if doing it twice is harmless"
                : "nothing was done; retry with back-off";
    }
}

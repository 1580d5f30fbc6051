// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.fault;

import io.prism.contracts.common.Error;
import io.prism.contracts.common.ErrorCategory;
import io.prism.contracts.common.ErrorSeverity;
import io.prism.core.failure.Answer;
import io.prism.core.failure.Failures;
import java.util.Map;

/** Makes problems of whatever can go wrong with a request. Safe for use by many threads. */
public final class Problems {

    private final Failures failures;

    /** Knows the catalogue by {@code failures}. */
    public Problems(Failures failures) {
        this.failures = failures;
    }

    /**
     * The problem for a failure that is found here.
     *
     * @param namespace the request's namespace; empty when it is not known
     * @param requestId id of the request
     */
    public Problem of(Throwable thrown, String namespace, String requestId) {
        if (thrown instanceof HttpFault fault) {
            Error error = Error.newBuilder()
                    .setCode(fault.code())
                    .setCategory(ErrorCategory.ERROR_CATEGORY_CLIENT_ERROR)
                    .setSeverity(ErrorSeverity.ERROR_SEVERITY_INFO)
                    .setMessage(fault.getMessage())
                    .setSource("proxy")
                    .setNamespace(namespace)
                    .setRequestId(requestId)
                    .build();
            return new Problem(fault.status(), fault.grpc().getCode(), error, fault.headers());
        }
        return of(failures.answer(thrown, namespace, requestId), requestId);
    }

    /** The problem for a call that was answered with a failure. */
    public Problem of(Answer answer, String requestId) {
        Error error = answer.error();
        Error named = error.getRequestId().isEmpty()
                ? error.toBuilder().setRequestId(requestId).build()
                : error;
        var grpc = answer.status().getCode();
        return new Problem(HttpStatuses.of(grpc, error.getCode()), grpc, named, Map.of());
    }
}

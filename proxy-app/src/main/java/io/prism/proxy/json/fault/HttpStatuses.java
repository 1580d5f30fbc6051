// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.fault;

import io.grpc.Status;
import io.prism.contracts.common.ErrorCode;

/** The one place where a gRPC status becomes an HTTP status (MEMO-011). */
public final class HttpStatuses {

    private static final int CLIENT_CLOSED_REQUEST = 499;

    private HttpStatuses() {}

    /**
     * The HTTP status of a failure.
     *
     * @param status the gRPC status
     * @param code says more than {@code INVALID_ARGUMENT} does, which is five statuses in HTTP
     */
    public static int of(Status.Code status, ErrorCode code) {
        // No default branch: a new status does not compile until it is mapped here.
        return switch (status) {
            case OK -> 200;
            case INVALID_ARGUMENT -> invalid(code);
            case OUT_OF_RANGE -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, ABORTED -> 409;
            case FAILED_PRECONDITION -> 412;
            case RESOURCE_EXHAUSTED -> 429;
            case CANCELLED -> CLIENT_CLOSED_REQUEST;
            case INTERNAL, UNKNOWN, DATA_LOSS -> 500;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
        };
    }

    private static int invalid(ErrorCode code) {
        return switch (code) {
            case ERROR_CODE_PAYLOAD_TOO_LARGE -> 413;
            case ERROR_CODE_UNPROCESSABLE_ENTITY -> 422;
            case ERROR_CODE_GONE -> 410;
            default -> 400;
        };
    }
}

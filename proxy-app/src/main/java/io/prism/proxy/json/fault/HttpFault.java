// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.fault;

import io.grpc.Status;
import io.prism.contracts.common.ErrorCode;
import java.util.Map;

/**
 * A request that cannot become a call because HTTP was used wrongly: path, method, content type. What is wrong with the
 * call itself is a {@code GatewayException}. Carries no stack trace: it is an answer, not a defect.
 */
public final class HttpFault extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Status grpc;
    private final ErrorCode code;
    private final transient Map<String, String> headers;

    private HttpFault(int status, Status grpc, ErrorCode code, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.grpc = grpc;
        this.code = code;
        this.headers = headers;
    }

    /** Nothing is at this path. */
    public static HttpFault notFound(String message) {
        return new HttpFault(404, Status.NOT_FOUND, ErrorCode.ERROR_CODE_NOT_FOUND, message, Map.of());
    }

    /**
     * The path takes other methods.
     *
     * @param allow those it takes, as the header of that name lists them
     */
    public static HttpFault methodNotAllowed(String message, String allow) {
        return new HttpFault(
                405, Status.INVALID_ARGUMENT, ErrorCode.ERROR_CODE_METHOD_NOT_ALLOWED, message, Map.of("allow", allow));
    }

    /** The client accepts nothing that could be answered. */
    public static HttpFault notAcceptable(String message) {
        return new HttpFault(406, Status.INVALID_ARGUMENT, ErrorCode.ERROR_CODE_BAD_REQUEST, message, Map.of());
    }

    /** The request did not come to its end in time. */
    public static HttpFault timeout(String message) {
        return new HttpFault(
                408, Status.CANCELLED, ErrorCode.ERROR_CODE_BAD_REQUEST, message, Map.of("connection", "close"));
    }

    /** The body is of a type that is not understood. */
    public static HttpFault unsupportedType(String message) {
        return new HttpFault(
                415,
                Status.INVALID_ARGUMENT,
                ErrorCode.ERROR_CODE_BAD_REQUEST,
                message,
                Map.of("accept", "application/json"));
    }

    /** The method cannot be called over HTTP/JSON. */
    public static HttpFault notOverHttp(String message) {
        return new HttpFault(501, Status.UNIMPLEMENTED, ErrorCode.ERROR_CODE_NOT_IMPLEMENTED, message, Map.of());
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The nearest gRPC status. */
    public Status grpc() {
        return grpc;
    }

    /** The code of {@code prism.common.Error}. */
    public ErrorCode code() {
        return code;
    }

    /** Headers that belong to the answer. */
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.grpc.wire;

import io.grpc.Status;

/** Numbers of gRPC status codes, and what they say. */
public final class StatusCodes {

    /** How many there are; all numbers are below it. */
    public static final int COUNT = Status.Code.values().length;

    private StatusCodes() {}

    /** The name of a code, such as {@code NOT_FOUND}. */
    public static String name(int code) {
        return Status.fromCodeValue(code).getCode().name();
    }

    /** Whether a code says that whoever answered is at fault, and not its client. */
    public static boolean serverFault(int code) {
        return switch (Status.fromCodeValue(code).getCode()) {
            case UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS -> true;
            case OK,
                    CANCELLED,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNAUTHENTICATED -> false;
        };
    }
}

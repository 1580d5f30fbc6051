// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.prism.contracts.common.Error;
import io.prism.core.failure.Answer;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.Conflict;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.failure.GatewayException.Rejected;
import java.time.Duration;

/** Reads a failure back from the wire, as a client would. */
final class GatewayFailures {

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of(Answer.DETAILS_TRAILER, Metadata.BINARY_BYTE_MARSHALLER);

    private GatewayFailures() {}

    /** The typed error in a status. */
    static Error error(StatusRuntimeException failure) {
        byte[] details =
                failure.getTrailers() == null ? null : failure.getTrailers().get(DETAILS);
        if (details == null) {
            throw new AssertionError("no error details", failure);
        }
        try {
            Any first = com.google.rpc.Status.parseFrom(details).getDetails(0);
            return first.unpack(Error.class);
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError("malformed error details", malformed);
        }
    }

    private static Rejected rejected(Error error) {
        var violation = error.getDetails(0).getFieldViolation();
        return new Rejected(violation.getField(), violation.getConstraint(), violation.getInvalidValue());
    }

    /** The same failure as a driver would have thrown it. */
    static Throwable asDirect(Throwable thrown) {
        if (!(thrown instanceof StatusRuntimeException failure)) {
            return thrown;
        }
        Status.Code code = failure.getStatus().getCode();
        String message = String.valueOf(failure.getStatus().getDescription());
        GatewayException direct = switch (code) {
            case DEADLINE_EXCEEDED -> new DeadlinePassed(message);
            case INVALID_ARGUMENT -> rejected(error(failure));
            case ABORTED -> new Conflict(message);
            case RESOURCE_EXHAUSTED -> new Busy(message, Duration.ZERO);
            case UNAVAILABLE -> new BackendDown("gateway", message, true, failure);
            default -> null;
        };
        return direct == null ? failure : direct;
    }
}

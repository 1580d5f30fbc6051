// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code grpc-timeout} header: at most eight digits and a unit (gRPC over HTTP/2, section Requests). */
public final class GrpcTimeout {

    private static final int DIGITS_MAX = 8;

    private GrpcTimeout() {}

    /**
     * The deadline a header asks for.
     *
     * @param header the header's value; null when the caller set no deadline
     * @throws GatewayException.Rejected when it is malformed
     */
    public static Deadline parse(@Nullable String header) {
        if (header == null) {
            return Deadline.NONE;
        }
        int digits = header.length() - 1;
        if (digits < 1 || digits > DIGITS_MAX) {
            throw malformed(header);
        }
        long amount = 0;
        for (int i = 0; i < digits; i++) {
            int digit = header.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw malformed(header);
            }
            amount = amount * 10 + digit;
        }
        return Deadline.in(Duration.of(amount, unit(header).toChronoUnit()));
    }

    /** Writes the time that is left, rounded up to a millisecond, as a header's value. */
    public static String format(Duration left) {
        long millis = left.plusNanos(999_999).toMillis();
        return millis < 100_000_000 ? millis + "m" : Math.min(left.toSeconds(), 99_999_999) + "S";
    }

    private static TimeUnit unit(String header) {
        return switch (header.charAt(header.length() - 1)) {
            case 'H' -> TimeUnit.HOURS;
            case 'M' -> TimeUnit.MINUTES;
            case 'S' -> TimeUnit.SECONDS;
            case 'm' -> TimeUnit.MILLISECONDS;
            case 'u' -> TimeUnit.MICROSECONDS;
            case 'n' -> TimeUnit.NANOSECONDS;
            default -> throw malformed(header);
        };
    }

    private static Rejected malformed(String header) {
        return new Rejected(
                MetadataKeys.TIMEOUT, "must be one to eight digits and a unit (H, M, S, m, u or n)", header);
    }
}

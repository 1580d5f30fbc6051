// SPDX-License-Identifier: Apache-2.0
package io.prism.core.failure;

import com.google.protobuf.Any;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.prism.contracts.common.Error;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A failure as it goes over the wire: a gRPC status, with {@code prism.common.Error} in its details.
 *
 * @param status code and message
 * @param error the same for programs
 */
public record Answer(Status status, Error error) {

    /** Trailer that carries {@code google.rpc.Status}, as every gRPC library knows it. */
    public static final String DETAILS_TRAILER = "grpc-status-details-bin";

    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of(DETAILS_TRAILER, Metadata.BINARY_BYTE_MARSHALLER);

    /** The gRPC status code's number. */
    public int code() {
        return status.getCode().value();
    }

    /** What a person reads. */
    public String message() {
        return error.getMessage();
    }

    /** The message as the {@code grpc-message} trailer wants it: printable ASCII, the rest percent-encoded. */
    public String encodedMessage() {
        StringBuilder encoded = new StringBuilder();
        for (byte b : message().getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b < '~' && b != '%') {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(b >> 4 & 0xf, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xf, 16)));
            }
        }
        return encoded.toString();
    }

    /** The value of {@value #DETAILS_TRAILER}: base64 without padding. */
    public String encodedDetails() {
        return Base64.getEncoder().withoutPadding().encodeToString(details());
    }

    /** The same answer for code that speaks grpc-java. */
    public StatusRuntimeException toException() {
        Metadata trailers = new Metadata();
        trailers.put(DETAILS, details());
        return status.asRuntimeException(trailers);
    }

    private byte[] details() {
        return com.google.rpc.Status.newBuilder()
                .setCode(code())
                .setMessage(message())
                .addDetails(Any.pack(error))
                .build()
                .toByteArray();
    }
}

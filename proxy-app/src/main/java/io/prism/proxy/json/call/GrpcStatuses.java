// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.call;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.prism.contracts.common.Error;
import io.prism.core.failure.Answer;
import io.prism.core.failure.Failures;
import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a call ended, read from gRPC's trailers. */
final class GrpcStatuses {

    private static final int HEX = 16;

    private GrpcStatuses() {}

    /**
     * The failure that trailers tell of; empty when the call went well.
     *
     * @param failures makes the failure when the process told no more than a status
     */
    static Optional<Answer> failure(MultiMap trailers, Failures failures, String namespace) {
        Status status = status(trailers);
        if (status.isOk()) {
            return Optional.empty();
        }
        Error error = details(trailers.get(Answer.DETAILS_TRAILER));
        return Optional.of(
                error == null ? failures.answer(status.asRuntimeException(), namespace) : new Answer(status, error));
    }

    private static Status status(MultiMap trailers) {
        String code = trailers.get("grpc-status");
        try {
            return Status.fromCodeValue(Integer.parseInt(String.valueOf(code)))
                    .withDescription(message(trailers.get("grpc-message")));
        } catch (NumberFormatException none) {
            return Status.UNKNOWN.withDescription("the process answered without a gRPC status");
        }
    }

    private static @Nullable Error details(@Nullable String encoded) {
        if (encoded == null) {
            return null;
        }
        try {
            var status = com.google.rpc.Status.parseFrom(Base64.getDecoder().decode(encoded));
            for (Any detail : status.getDetailsList()) {
                if (detail.is(Error.class)) {
                    return detail.unpack(Error.class);
                }
            }
        } catch (InvalidProtocolBufferException | IllegalArgumentException notOurs) {
            // Another server's details; its status and sentence are enough.
            return null;
        }
        return null;
    }

    /** Percent-decoded as far as possible: gRPC wants the raw text where it is malformed. */
    private static String message(@Nullable String encoded) {
        if (encoded == null || encoded.indexOf('%') < 0) {
            return encoded == null ? "" : encoded;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        byte[] raw = encoded.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], HEX) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], HEX);
            if (low < 0) {
                bytes.write(raw[i]);
            } else {
                bytes.write(high * HEX + low);
                i += 2;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

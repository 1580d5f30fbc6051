// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.prism.registry.fault.ErrorCode;
import io.prism.registry.limit.RegistryLimits;
import io.prism.registry.memory.CallMemory;
import io.prism.registry.memory.MemoryReservation;
import io.prism.registry.serve.wire.MediaTypes;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Refuses what is too much or cannot be understood before anything of the body is read, with a body that clients
 * understand. Runs on event loops and never blocks.
 */
@Singleton
class FrontDoor {

    private static final int FIRST = 10_000;
    private static final int HEX = 16;

    private final RegistryLimits limits;
    private final Semaphore room;

    FrontDoor(RegistryLimits limits) {
        this.limits = limits;
        this.room = new Semaphore(limits.concurrentRequests());
    }

    void open(@Observes Filters filters) {
        filters.register(this::pass, FIRST);
    }

    private void pass(RoutingContext call) {
        Optional<String> malformed = malformed(call.request());
        if (malformed.isPresent()) {
            refuse(call, ErrorCode.MALFORMED, malformed.get());
        } else if (length(call.request()) > limits.requestSize().asLongValue()) {
            refuse(
                    call,
                    ErrorCode.REQUEST_TOO_LARGE,
                    "The body has %d bytes, allowed are %d (prism.registry.limits.request-size)"
                            .formatted(
                                    length(call.request()), limits.requestSize().asLongValue()));
        } else if (room.tryAcquire()) {
            MemoryReservation held = new MemoryReservation();
            CallMemory.hold(call, held);
            // Called once, however the call ends: answered, failed, or its connection gone.
            call.addEndHandler(ended -> {
                room.release();
                held.leave();
            });
            call.next();
        } else {
            refuse(
                    call,
                    ErrorCode.BUSY,
                    "%d calls are being answered, the most at one time; try again (prism.registry.limits.concurrent-requests)"
                            .formatted(limits.concurrentRequests()));
        }
    }

    private static long length(HttpServerRequest request) {
        String text = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return text == null ? 0 : Long.parseLong(text.strip());
        } catch (NumberFormatException tooManyDigits) {
            return Long.MAX_VALUE;
        }
    }

    /** What is wrong with the address. What is let through decodes to text that comes back as it came. */
    private static Optional<String> malformed(HttpServerRequest request) {
        String uri = request.uri();
        ByteBuffer bytes = ByteBuffer.allocate(uri.length() * 3);
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c != '%') {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int value = i + 2 < uri.length() ? hex(uri, i + 1) : -1;
            if (value < 0) {
                return Optional.of("The address has a '%' that two hexadecimal digits do not follow");
            }
            bytes.put((byte) value);
            i += 2;
        }
        return decodes(bytes.flip());
    }

    private static int hex(String uri, int at) {
        int high = Character.digit(uri.charAt(at), HEX);
        int low = Character.digit(uri.charAt(at + 1), HEX);
        return high < 0 || low < 0 ? -1 : high * HEX + low;
    }

    private static Optional<String> decodes(ByteBuffer bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.indexOf('\0') < 0 ? Optional.empty() : Optional.of("The address has a NUL character");
        } catch (CharacterCodingException notUtf8) {
            return Optional.of("The address is not UTF-8");
        }
    }

    private static void refuse(RoutingContext call, ErrorCode code, String message) {
        var response = call.response().setStatusCode(code.status()).putHeader(HttpHeaders.CONTENT_TYPE, MediaTypes.V1);
        if (call.request().version() != HttpVersion.HTTP_2) {
            // What is left of the body is not read: the connection is of no further use.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (code == ErrorCode.BUSY) {
            response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        response.end(JsonNodeFactory.instance
                .objectNode()
                .put("error_code", code.code())
                .put("message", message)
                .toString());
    }
}

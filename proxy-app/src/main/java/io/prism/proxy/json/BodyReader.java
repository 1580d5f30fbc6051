// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.proxy.json.fault.HttpFault;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Reads the body of one request, within its bounds in size and time. Belongs to the request's event loop. */
final class BodyReader {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HeldBytes held;
    private final long bytesMax;
    private final Consumer<byte[]> whole;
    private final Consumer<RuntimeException> failed;
    private final Buffer body = Buffer.buffer();
    private long timer = -1;
    private boolean done;

    /**
     * Reads nothing yet.
     *
     * @param held counts what is read; {@link #bytes()} must be taken off again at the end
     * @param whole gets the body
     * @param failed gets the reason why there is none
     */
    BodyReader(
            Vertx vertx,
            HttpServerRequest request,
            HeldBytes held,
            long bytesMax,
            Consumer<byte[]> whole,
            Consumer<RuntimeException> failed) {
        this.vertx = vertx;
        this.request = request;
        this.held = held;
        this.bytesMax = bytesMax;
        this.whole = whole;
        this.failed = failed;
    }

    /** Reads, for at most {@code millisMax}. */
    void start(long millisMax) {
        String length = request.getHeader("content-length");
        if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > bytesMax) {
            fail(new TooLarge("body", Long.parseLong(length), bytesMax));
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            request.response().writeContinue();
        }
        timer = vertx.setTimer(
                millisMax,
                _ -> fail(HttpFault.timeout("the body did not come to its end within %d ms".formatted(millisMax))));
        request.handler(this::piece);
        request.endHandler(_ -> end());
    }

    /** Takes nothing more. */
    void stop() {
        done = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
    }

    /** What has been counted as held. */
    long bytes() {
        return body.length();
    }

    private void piece(Buffer bytes) {
        if (done) {
            return;
        }
        try {
            if (body.length() + (long) bytes.length() > bytesMax) {
                throw new TooLarge("body", body.length() + (long) bytes.length(), bytesMax);
            }
            held.take(bytes.length());
            body.appendBuffer(bytes);
        } catch (GatewayException tooMuch) {
            fail(tooMuch);
        }
    }

    private void end() {
        if (!done) {
            stop();
            whole.accept(body.getBytes());
        }
    }

    private void fail(RuntimeException why) {
        if (!done) {
            stop();
            failed.accept(why);
        }
    }
}

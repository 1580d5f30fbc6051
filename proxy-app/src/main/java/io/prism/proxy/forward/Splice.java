// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.prism.core.Deadline;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.Answer;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.prism.pattern.serve.GrpcAnswers;
import io.prism.proxy.route.Route;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call on its way to a process and back. All state belongs to the call's event loop.
 *
 * <pre>
 * finding ──address──▶ connecting ──stream──▶ sent ──headers──▶ answering ──trailers──▶ ended
 *    ▲                     │ nobody there      │ │ process died (reads only)
 *    └─────────────────────┴───────────────────┴─┘     a deadline, a cancelled call and a failure end it anywhere
 *                               not looked at: the process is ending
 * </pre>
 *
 * <p>What surely was not looked at is sent again until the hold time is over: a process that ends is followed by
 * another. What a process may have done already is sent again only if it reads, and not often.
 */
final class Splice {

    private static final Logger LOG = LoggerFactory.getLogger(Splice.class);
    private static final int BREAKS_MAX = 3;
    private static final long PAUSE_FIRST_MILLIS = 5;
    private static final long PAUSE_MOST_MILLIS = 200;
    private static final long CANCEL = 0x8;
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final Forwarder forwarder;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Route.Process route;
    private final @Nullable String session;
    private final Deadline deadline;
    private final RequestBody body;
    private final boolean read;
    private final Deadline held;
    private final Context context;
    private final Thread loop = Thread.currentThread();
    private final String key;
    private int breaks;
    private long pauseMillis;
    private boolean ended;
    private long timer;
    private @Nullable HttpClientRequest upstream;

    Splice(Forwarder forwarder, HttpServerRequest request, Route.Process route, Deadline deadline, boolean read) {
        this.forwarder = forwarder;
        this.request = request;
        this.response = request.response();
        this.route = route;
        this.session = request.getHeader(MetadataKeys.SESSION);
        this.deadline = deadline;
        this.key = route.keyFor(session);
        this.context = forwarder.vertx().getOrCreateContext();
        request.pause();
        this.body = new RequestBody(request, forwarder.kept());
        this.read = read;
        this.held = deadline.atMost(forwarder.holdTime());
    }

    void start() {
        request.exceptionHandler(_ -> cancelled());
        response.exceptionHandler(_ -> cancelled());
        response.closeHandler(_ -> cancelled());
        hold();
        find();
    }

    private void hold() {
        arm(held, () -> fail(deadline.passed() ? new DeadlinePassed(waitingFor()) : notReady()));
    }

    private void find() {
        forwarder
                .processes()
                .address(key, route.request(session))
                .onComplete(found -> onLoop(() -> {
                    if (found.succeeded()) {
                        connect(found.result());
                    } else {
                        fail(found.cause());
                    }
                }));
    }

    private void connect(SocketAddress process) {
        if (ended) {
            return;
        }
        forwarder.client().request(Headers.target(process, request)).onComplete(connected -> {
            if (ended) {
                if (connected.succeeded()) {
                    connected.result().reset(CANCEL);
                }
            } else if (connected.succeeded()) {
                send(connected.result(), process);
            } else {
                again(process);
            }
        });
    }

    private void send(HttpClientRequest to, SocketAddress process) {
        upstream = to;
        disarm();
        if (deadline.bounded()) {
            arm(deadline, () -> fail(new DeadlinePassed(waitingFor())));
        }
        Headers.copy(request, to, route.binding(), deadline);
        // Vert.x asks for this where the length is not known, although HTTP/2 has no such thing.
        to.setChunked(true);
        to.response().onComplete(answered -> {
            if (ended) {
                return;
            }
            if (answered.succeeded()) {
                answer(answered.result(), process);
            } else if (Refusals.notLookedAt(answered.cause(), to)) {
                again(process);
            } else {
                LOG.atDebug()
                        .setCause(answered.cause())
                        .addKeyValue("processId", key)
                        .log("call was broken off");
                broken(process);
            }
        });
        body.sendTo(to);
    }

    /** It may have been answered or not; what only reads is sent again, a few times. */
    private void broken(SocketAddress process) {
        breaks++;
        if (read && breaks < BREAKS_MAX) {
            again(process);
        } else {
            forwarder.processes().forget(key, process);
            fail(new ProcessDown(key, "ended during the call", RETRY_AFTER, true));
        }
    }

    /** Sends the call to the process that follows, after a pause that grows. */
    private void again(SocketAddress process) {
        forwarder.processes().forget(key, process);
        upstream = null;
        if (!body.whole()) {
            fail(new ProcessDown(key, "ended, and the request is too long to be sent again", RETRY_AFTER, false));
            return;
        }
        body.hold();
        disarm();
        hold();
        long pause = pauseMillis;
        pauseMillis = Math.clamp(pause * 2, PAUSE_FIRST_MILLIS, PAUSE_MOST_MILLIS);
        if (pause == 0) {
            find();
        } else {
            forwarder.vertx().setTimer(pause, _ -> {
                if (!ended) {
                    find();
                }
            });
        }
    }

    private void answer(HttpClientResponse from, SocketAddress process) {
        if (Refusals.refused(from) && body.whole()) {
            again(process);
            return;
        }
        body.answered();
        response.setStatusCode(from.statusCode());
        response.headers().setAll(from.headers());
        from.handler(buffer -> chunk(from, buffer));
        from.exceptionHandler(_ -> fail(new ProcessDown(key, "ended during the call", RETRY_AFTER, true)));
        from.endHandler(_ -> complete(from));
        // A stream's headers are due before its first message, but those of a short answer go out with its data.
        context.runOnContext(_ -> {
            if (!ended && !response.headWritten()) {
                response.writeHead().onFailure(_ -> cancelled());
            }
        });
    }

    private void chunk(HttpClientResponse from, Buffer buffer) {
        if (ended) {
            return;
        }
        response.write(buffer).onFailure(_ -> cancelled());
        if (response.writeQueueFull()) {
            from.pause();
            response.drainHandler(_ -> from.resume());
        }
    }

    private void complete(HttpClientResponse from) {
        if (end()) {
            if (!from.trailers().isEmpty()) {
                response.trailers().setAll(from.trailers());
            }
            response.end().onFailure(_ -> {});
            body.stop();
        }
    }

    private void fail(Throwable failure) {
        HttpClientRequest from = upstream;
        if (!end()) {
            return;
        }
        if (from != null) {
            from.reset(CANCEL);
        }
        Answer answer = forwarder.failures().answer(failure, route.binding().namespace());
        if (!response.headWritten()) {
            response.headers().clear();
            GrpcAnswers.refuse(response, answer);
        } else {
            response.trailers()
                    .set("grpc-status", Integer.toString(answer.code()))
                    .set("grpc-message", answer.encodedMessage())
                    .set(Answer.DETAILS_TRAILER, answer.encodedDetails());
            response.end().onFailure(_ -> {});
        }
        body.stop();
    }

    private void cancelled() {
        HttpClientRequest to = upstream;
        if (end() && to != null) {
            to.reset(CANCEL);
        }
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        disarm();
        return true;
    }

    private void arm(Deadline at, Runnable then) {
        long millis = at.leftOr(Duration.ZERO).plusNanos(999_999).toMillis();
        timer = forwarder.vertx().setTimer(Math.max(1, millis), _ -> then.run());
    }

    private void disarm() {
        forwarder.vertx().cancelTimer(timer);
    }

    private GatewayException notReady() {
        return new ProcessDown(
                key, "was not ready within %s ms".formatted(forwarder.holdTime().toMillis()), RETRY_AFTER, false);
    }

    private String waitingFor() {
        return upstream == null ? "process '" + key + "' to start" : "process '" + key + "' to answer";
    }

    private void onLoop(Runnable step) {
        if (Thread.currentThread().equals(loop)) {
            step.run();
        } else {
            context.runOnContext(_ -> step.run());
        }
    }
}

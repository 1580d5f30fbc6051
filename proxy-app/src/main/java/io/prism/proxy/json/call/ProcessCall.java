// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.call;

import io.prism.core.GrpcTimeout;
import io.prism.core.MetadataKeys;
import io.prism.core.failure.Answer;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.prism.proxy.forward.Resends;
import io.prism.proxy.route.Route;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call of a process, as gRPC. Whether it is sent again is up to {@link Resends}.
 *
 * <pre>
 * finding ──address──▶ sent ──headers──▶ answering ──end──▶ ended
 *    ▲                   │ nobody there, refused, or it reads
 *    └───────────────────┘
 * </pre>
 */
final class ProcessCall implements Outgoing {

    private static final long REFUSED_STREAM = 0x7;
    private static final long CANCEL = 0x8;
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final RouteCalls calls;
    private final Context context;
    private final Route.Process route;
    private final String key;
    private final CallRequest request;
    private final AnswerObserver caller;
    private final Deframer deframer;
    private final Resends resends;
    private final long until;
    private @Nullable HttpClientRequest sent;
    private @Nullable HttpClientResponse response;
    private @Nullable SocketAddress at;
    private @Nullable HttpConnection connection;
    private boolean silent;
    private boolean wanted = true;
    private boolean fetching;
    private boolean pulling;
    private boolean due;
    private boolean answered;
    private boolean complete;
    private boolean ended;

    ProcessCall(RouteCalls calls, Route.Process route, String key, CallRequest request, AnswerObserver caller) {
        this.calls = calls;
        this.context = calls.vertx().getOrCreateContext();
        this.route = route;
        this.key = key;
        this.request = request;
        this.caller = caller;
        this.deframer = new Deframer(calls.messageBytesMax());
        this.resends = new Resends(request.method().reads(), calls.retries());
        this.until = System.nanoTime() + calls.holdTime().toNanos();
    }

    @Override
    public void start() {
        calls.retries().called();
        find();
    }

    @Override
    public void more() {
        wanted = true;
        pull();
    }

    @Override
    public void cancel() {
        if (end()) {
            drop();
        }
    }

    private void find() {
        if (ended) {
            return;
        }
        SocketAddress known = calls.processes().known(key);
        if (known != null) {
            send(known);
            return;
        }
        var launch = route.request(request.metadata().get(MetadataKeys.SESSION));
        calls.processes()
                .address(key, launch)
                .onComplete(found -> context.runOnContext(_ -> {
                    if (ended) {
                        return;
                    }
                    if (found.succeeded()) {
                        send(found.result());
                    } else {
                        fail(found.cause());
                    }
                }));
    }

    private void send(SocketAddress address) {
        at = address;
        try {
            calls.breakers().check(key, address);
        } catch (ProcessDown notWorthATry) {
            fail(notWorthATry);
            return;
        }
        RequestOptions options = new RequestOptions()
                .setServer(address)
                .setMethod(HttpMethod.POST)
                .setHost("localhost")
                .setPort(80)
                .setURI("/" + request.method().fullName());
        Runnable opening = calls.liveness()
                .opening(address, () -> fail(new ProcessDown(key, "does not answer", RETRY_AFTER, false)));
        calls.client().request(options).onComplete(opened -> {
            opening.run();
            if (ended) {
                if (opened.succeeded()) {
                    opened.result().reset(CANCEL);
                }
            } else if (opened.succeeded()) {
                send(opened.result());
            } else {
                calls.breakers().failed(address);
                again();
            }
        });
    }

    private void send(HttpClientRequest stream) {
        sent = stream;
        enter(stream.connection());
        MultiMap headers = stream.headers();
        request.metadata().forEach(headers::set);
        headers.set("content-type", "application/grpc")
                .set("te", "trailers")
                .set(MetadataKeys.NAMESPACE, route.namespaceHeader())
                .set(MetadataKeys.BINDING, route.bindingHeader());
        if (request.deadline().bounded()) {
            headers.set(
                    MetadataKeys.TIMEOUT, GrpcTimeout.format(request.deadline().leftOr(Duration.ZERO)));
        }
        stream.response().onComplete(came -> {
            if (ended || !Objects.equals(sent, stream)) {
                return;
            }
            if (came.succeeded()) {
                answer(came.result());
            } else {
                lost(came.cause());
            }
        });
        // A failure shows as that of the response.
        stream.end(Deframer.frame(request.message())).onFailure(_ -> {});
    }

    private void answer(HttpClientResponse came) {
        if (at != null) {
            calls.breakers().answered(at);
        }
        if (came.getHeader(MetadataKeys.REFUSED) != null) {
            drop();
            again();
            return;
        }
        answered = true;
        response = came;
        came.pause();
        came.handler(this::chunk);
        came.endHandler(_ -> {
            complete = true;
            pull();
        });
        came.exceptionHandler(this::lost);
        pull();
    }

    private void chunk(Buffer bytes) {
        fetching = false;
        deframer.add(bytes);
        pull();
    }

    /** Goes on until nothing is wanted or nothing is there. Whoever is told of a message may ask for the next at once. */
    private void pull() {
        due = true;
        if (pulling) {
            return;
        }
        pulling = true;
        try {
            while (due) {
                due = false;
                step();
            }
        } catch (GatewayException tooLong) {
            fail(tooLong);
        } finally {
            pulling = false;
        }
    }

    private void step() {
        HttpClientResponse from = response;
        if (ended || from == null) {
            return;
        }
        byte[] message = wanted ? deframer.next() : null;
        if (message != null) {
            wanted = false;
            due = true;
            caller.message(message);
            return;
        }
        // Also when nothing is wanted: the end must be seen, and one piece is all that comes.
        if (!wanted && deframer.broken()) {
            return;
        }
        if (complete) {
            finish(from);
        } else if (!fetching) {
            fetching = true;
            from.fetch(1);
        }
    }

    private void finish(HttpClientResponse from) {
        MultiMap status = from.getHeader("grpc-status") == null ? from.trailers() : from.headers();
        var failure = GrpcStatuses.failure(status, calls.failures(), request.namespace());
        if (failure.isEmpty() && deframer.broken()) {
            fail(new ProcessDown(key, "ended its answer within a message", RETRY_AFTER, true));
        } else if (failure.isPresent()) {
            fail(failure.get());
        } else if (end()) {
            caller.completed();
        }
    }

    /** The stream broke. */
    private void lost(Throwable cause) {
        if (ended) {
            return;
        }
        sent = null;
        leave();
        boolean reset = cause instanceof StreamResetException;
        if (!answered && !reset && at != null && !silent) {
            calls.breakers().failed(at);
        }
        if (!answered && (refused(cause) || resends.takeAfterBreak())) {
            again();
        } else {
            fail(new ProcessDown(key, silent ? "does not answer" : "ended during the call", RETRY_AFTER, true));
        }
    }

    private static boolean refused(Throwable cause) {
        return cause instanceof StreamResetException code && code.getCode() == REFUSED_STREAM;
    }

    private void again() {
        if (at != null) {
            calls.processes().forget(key, at);
        }
        if (System.nanoTime() - until > 0) {
            fail(new ProcessDown(
                    key, "was not ready within %s ms".formatted(calls.holdTime().toMillis()), RETRY_AFTER, false));
            return;
        }
        calls.vertx().setTimer(Math.max(1, resends.pauseMillis()), _ -> find());
    }

    private void fail(Throwable failure) {
        fail(calls.failures().answer(failure, request.namespace()));
    }

    private void fail(Answer failure) {
        if (end()) {
            drop();
            caller.failed(failure);
        }
    }

    private void enter(HttpConnection used) {
        connection = used;
        calls.liveness().entered(used, Objects.requireNonNull(at));
    }

    private void leave() {
        HttpConnection used = connection;
        if (used != null) {
            silent = calls.liveness().silent(used);
            connection = null;
            calls.liveness().left(used);
        }
    }

    private void drop() {
        leave();
        HttpClientRequest stream = sent;
        sent = null;
        if (stream != null && !complete) {
            stream.reset(CANCEL);
        }
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        leave();
        return true;
    }
}

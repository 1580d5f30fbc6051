// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.prism.core.Deadline;
import io.prism.core.failure.Answer;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.proxy.admit.Admission;
import io.prism.proxy.json.call.AnswerObserver;
import io.prism.proxy.json.call.CallRequest;
import io.prism.proxy.json.call.Outgoing;
import io.prism.proxy.json.fault.HttpFault;
import io.prism.proxy.json.fault.Problem;
import io.prism.proxy.json.find.RpcMethod;
import io.prism.proxy.json.text.MessageReader;
import io.prism.proxy.json.text.MessageWriter;
import io.prism.proxy.json.text.QueryReader;
import io.prism.proxy.limit.Gate;
import io.prism.proxy.observe.RequestIds;
import io.prism.proxy.route.Route;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request from its head to the end of its answer. All state belongs to the event loop of its connection.
 *
 * <pre>
 * head ──▶ body ──▶ message ──▶ call ──answer──▶ JSON or events ──▶ released
 *   └────────┴─────────┴──────────┴──failure───▶ problem ─────────────▲
 *   └────────┴─────────┴──────────┴──the client is gone───────────────┘
 * </pre>
 */
final class JsonExchange implements AnswerObserver {

    private static final Duration DEADLINE_ROUNDING = Duration.ofNanos(999_999);

    private final JsonDoor.Parts parts;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final String requestId;
    private final JsonCall incoming;
    private final QuietTimeout silence;
    private final boolean counted;
    private @Nullable CompletableFuture<Admission> waiting;
    private @Nullable Gate gate;
    private @Nullable BodyReader body;
    private @Nullable Outgoing call;
    private @Nullable EventStream events;
    private byte @Nullable [] answer;
    private @Nullable Runnable afterwards;
    private long deadlineTimer = -1;
    private long answerTimer = -1;
    private long answerBytes;
    private boolean writing;
    private boolean ending;
    private boolean released;

    JsonExchange(JsonDoor.Parts parts, HttpServerRequest request) {
        this.parts = parts;
        this.request = request;
        this.response = request.response();
        CharSequence id = RequestIds.of(request.getHeader(RequestIds.HEADER));
        this.requestId = id.toString();
        this.incoming = new JsonCall(parts.loop(), parts.pressure(), request, parts.methods(), id);
        this.silence = new QuietTimeout(request);
        // Over HTTP/2 its stream was counted when it began. That of a request which asked for HTTP/2 was not, but there
        // is only one of them on a connection, and connections are bounded.
        this.counted = request.version() != HttpVersion.HTTP_2;
    }

    /** Takes the request. */
    void begin() {
        if (counted) {
            parts.open().enter();
        }
        silence.begin();
        response.putHeader(RequestIds.HEADER, requestId);
        response.closeHandler(_ -> gone());
        response.exceptionHandler(_ -> gone());
        request.exceptionHandler(_ -> gone());
        decided(parts.steps().admit(incoming));
    }

    private void decided(Admission verdict) {
        switch (verdict) {
            case Admission.Spliced to -> begin(to.route());
            case Admission.Embedded in -> begin(in.route());
            case Admission.Refused refusal -> refuse(refusal.failure());
            case Admission.ServedHere _ -> refuse(HttpFault.notOverHttp("this service is called over gRPC"));
            case Admission.Waiting until -> {
                request.pause();
                waiting = until.decided();
                var _ = until.decided().thenAccept(decision -> {
                    request.resume();
                    decided(decision);
                });
            }
        }
    }

    private void refuse(RuntimeException refusal) {
        parts.refused().increment();
        fail(refusal);
    }

    private void begin(Route route) {
        gate = route.gate();
        watch(incoming.deadline());
        try {
            read(route, incoming.head().target().method());
        } catch (RuntimeException refusal) {
            refuse(refusal);
        }
    }

    private void read(Route route, RpcMethod method) {
        if (request.method().equals(HttpMethod.GET)) {
            silence.allow();
            call(route, QueryReader.read(method.descriptor().getInputType(), request.query()));
        } else {
            if (request.query() != null) {
                throw new Rejected("query", "must be empty, since the message is in the body", "");
            }
            body = new BodyReader(
                    parts.vertx(),
                    request,
                    parts.held(),
                    parts.bodyBytesMax(),
                    bytes -> message(route, method, bytes),
                    this::fail);
            body.start(parts.times().body().toMillis());
        }
    }

    private void message(Route route, RpcMethod method, byte[] bytes) {
        silence.allow();
        if (bytes.length > 0 && request.getHeader("content-type") == null) {
            fail(HttpFault.unsupportedType("the body must come with 'content-type: application/json'"));
            return;
        }
        parts.work()
                .run(bytes.length, () -> MessageReader.read(method.descriptor().getInputType(), bytes))
                .onComplete(read -> {
                    if (ending) {
                        return;
                    }
                    if (read.failed()) {
                        fail(read.cause());
                        return;
                    }
                    try {
                        call(route, read.result());
                    } catch (RuntimeException refusal) {
                        fail(refusal);
                    }
                });
    }

    private void call(Route route, Message message) {
        RequestHead ours = incoming.head();
        RpcMethod method = ours.target().method();
        byte[] bytes = message.toByteArray();
        Objects.requireNonNull(gate).spend(bytes.length);
        if (method.streams()) {
            events = new EventStream(
                    parts.vertx(),
                    response,
                    parts.held(),
                    parts.times().keepAlive().toMillis(),
                    this::cut);
        }
        Outgoing made = parts.calls()
                .to(
                        route,
                        new CallRequest(
                                method,
                                incoming.namespace(),
                                bytes,
                                ours.deadline(),
                                incoming.observed().trace(ours.metadata())),
                        this);
        call = made;
        made.start();
    }

    @Override
    public void message(byte[] bytes) {
        if (ending) {
            return;
        }
        Objects.requireNonNull(gate).spend(bytes.length);
        if (events != null) {
            send(events, bytes);
        } else if (answer == null) {
            answer = bytes;
            more();
        } else {
            fail(new ProcessDown("of " + incoming.namespace(), "answered with two messages", Duration.ZERO, true));
        }
    }

    @Override
    public void completed() {
        if (writing) {
            afterwards = this::completed;
        } else if (events != null) {
            if (end(Status.Code.OK)) {
                events.end().onComplete(_ -> release());
            }
        } else if (answer != null) {
            json(answer).onComplete(written -> {
                if (written.failed()) {
                    fail(written.cause());
                } else {
                    answer(200, Status.Code.OK, RequestHead.JSON, written.result());
                }
            });
        } else {
            fail(new ProcessDown("of " + incoming.namespace(), "answered without a message", Duration.ZERO, true));
        }
    }

    @Override
    public void failed(Answer failure) {
        if (writing) {
            afterwards = () -> failed(failure);
        } else {
            problem(parts.problems().of(failure, requestId));
        }
    }

    private void send(EventStream stream, byte[] bytes) {
        writing = true;
        json(bytes).onComplete(written -> {
            writing = false;
            if (ending) {
                return;
            }
            try {
                if (written.failed()) {
                    fail(written.cause());
                } else {
                    stream.message(written.result(), this::more);
                }
            } catch (RuntimeException tooMuch) {
                fail(tooMuch);
            }
            Runnable next = afterwards;
            if (next != null) {
                afterwards = null;
                next.run();
            }
        });
    }

    private Future<String> json(byte[] bytes) {
        var type = incoming.head().target().method().descriptor().getOutputType();
        return parts.work().run(bytes.length, () -> MessageWriter.write(type, bytes));
    }

    private void more() {
        if (call != null && !ending) {
            call.more();
        }
    }

    private void fail(Throwable failure) {
        problem(parts.problems().of(failure, incoming.namespace(), requestId));
    }

    private void problem(Problem problem) {
        if (ending) {
            return;
        }
        if (events != null && events.open()) {
            if (end(problem.grpc())) {
                cancel();
                events.fail(problem).onComplete(_ -> release());
            }
            return;
        }
        problem.headers().forEach(response::putHeader);
        answer(
                problem.status(),
                problem.grpc(),
                Problem.CONTENT_TYPE,
                problem.document().encode());
    }

    private void answer(int status, Status.Code code, String type, String document) {
        if (!end(code)) {
            return;
        }
        cancel();
        Buffer bytes = Buffer.buffer(document);
        answerBytes = bytes.length();
        // An answer that is there is sent; who comes next finds less room.
        parts.held().force(answerBytes);
        answerTimer = parts.vertx().setTimer(parts.times().answer().toMillis(), _ -> cut());
        response.setStatusCode(status)
                .putHeader("content-type", type)
                .putHeader("cache-control", "no-store")
                .end(bytes)
                .onComplete(_ -> answered());
    }

    /** The answer is sent. What of the request comes now is of no use to anybody. */
    private void answered() {
        release();
        if (!request.isEnded()) {
            request.handler(_ -> {});
            request.resume();
            long patience = parts.vertx().setTimer(parts.times().rest().toMillis(), _ -> cut());
            request.endHandler(_ -> parts.vertx().cancelTimer(patience));
        }
    }

    private void watch(Deadline deadline) {
        if (deadline.bounded()) {
            long millis = Math.max(
                    1, deadline.leftOr(Duration.ZERO).plus(DEADLINE_ROUNDING).toMillis());
            deadlineTimer = parts.vertx().setTimer(millis, _ -> fail(new DeadlinePassed("the answer")));
        }
    }

    /** The client is gone, or does not read any more. */
    private void cut() {
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            request.connection().close();
        }
        gone();
    }

    private void gone() {
        if (waiting != null) {
            waiting.cancel(false);
        }
        end(Status.Code.CANCELLED);
        cancel();
        release();
    }

    private void cancel() {
        Outgoing made = call;
        call = null;
        if (made != null) {
            made.cancel();
        }
    }

    private boolean end(Status.Code code) {
        if (ending) {
            return false;
        }
        ending = true;
        incoming.observed().end(code.value());
        if (body != null) {
            body.stop();
        }
        if (events != null) {
            events.stop();
        }
        if (deadlineTimer >= 0) {
            parts.vertx().cancelTimer(deadlineTimer);
        }
        return true;
    }

    private void release() {
        if (released) {
            return;
        }
        released = true;
        if (answerTimer >= 0) {
            parts.vertx().cancelTimer(answerTimer);
        }
        parts.held().free(answerBytes + (body == null ? 0 : body.bytes()));
        silence.end();
        if (gate != null) {
            gate.leave();
        }
        if (counted) {
            parts.open().leave();
        }
    }
}

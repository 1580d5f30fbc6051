// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.prism.core.Deadline;
import io.prism.core.failure.Answer;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.DeadlinePassed;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.grpc.serve.AnswerHeaders;
import io.prism.grpc.wire.MessageLengths;
import io.prism.grpc.wire.Peer;
import io.prism.grpc.wire.TimerWheel;
import io.prism.proxy.admit.IncomingCall;
import io.prism.proxy.limit.Gate;
import io.prism.proxy.observe.GrpcCodes;
import io.prism.proxy.observe.ObservedCall;
import io.prism.proxy.observe.RequestIds;
import io.prism.proxy.route.Route;
import io.vertx.core.AsyncResult;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way to a process and back: two HTTP/2 streams tied together, frame by frame. All state belongs to the
 * event loop that both streams live on.
 *
 * <pre>
 * finding ──address──▶ waiting ──stream──▶ sent ──headers──▶ answering ──end──▶ ended
 *    ▲                     │ nobody there   │ process died (reads only)
 *    └─────────────────────┴────────────────┘     a deadline, a cancelled call and a failure end it anywhere
 *                               not looked at: the process is ending
 * </pre>
 *
 * <p>What surely was not looked at is sent again until the hold time is over: a process that ends is followed by
 * another. What a process may have done already is sent again only if it reads, and not often.
 */
public final class Splice extends TimerWheel.Timed {

    private static final int CANCELLED = GrpcCodes.ofReset(Http2Error.CANCEL.code());
    private static final int BREAKS_MAX = 3;
    private static final long PAUSE_FIRST_MILLIS = 5;
    private static final long PAUSE_MOST_MILLIS = 200;
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);

    private final Forwarder forwarder;
    private final Peer client;
    private final Http2Stream stream;
    private final Http2Headers request;
    private final Route.Process route;
    private final @Nullable String session;
    private final String key;
    private final Deadline deadline;
    private final boolean read;
    private final ObservedCall observed;
    private final RequestBody body;
    private final AnswerBody answer;
    private final ProcessStream process = new ProcessStream(this);
    private final MessageLengths lengths = new MessageLengths();
    private int breaks;
    private long pauseMillis;
    private boolean answered;
    private boolean ended;

    Splice(Forwarder forwarder, Arrival arrival, Route.Process route, IncomingCall call) {
        this.forwarder = forwarder;
        this.client = arrival.client();
        this.stream = arrival.stream();
        this.request = arrival.headers();
        this.route = route;
        this.session = call.target().session();
        this.key = call.processKey();
        this.deadline = call.deadline();
        this.observed = call.observed();
        this.read = ReadMethods.reads(arrival.path());
        this.body = new RequestBody(client, stream, arrival.end(), forwarder.kept(), forwarder.unsent());
        this.answer = new AnswerBody(client, stream, forwarder.untaken());
        Headers.address(request, route);
    }

    /** Lets calls of its binding in. */
    public Gate gate() {
        return route.gate();
    }

    /** Looks for the process; nothing is done when the call has ended already. */
    public void start() {
        if (ended) {
            return;
        }
        find();
        if (!process.sent() && !ended) {
            hold();
        }
    }

    // What the client does.

    /**
     * A piece of the request has come.
     *
     * @return how many bytes more the client may send now
     */
    public int requestData(ByteBuf data, boolean end) {
        if (ended) {
            // It has its answer, and what it still sends is of no use to anybody.
            if (!end && !client.waits(stream)) {
                client.reset(stream, Http2Error.NO_ERROR.code());
            }
            return data.readableBytes();
        }
        route.gate().spend(data.readableBytes());
        long tooLong = lengths.tooLong(data, forwarder.messageBytesMax());
        if (tooLong > 0) {
            fail(new TooLarge("message", tooLong, forwarder.messageBytesMax()));
            return data.readableBytes();
        }
        int more = body.take(data, end);
        if (more < 0) {
            fail(new Busy("too many bytes of requests wait for processes", RETRY_AFTER));
            return data.readableBytes();
        }
        return more;
    }

    /** The request ends with trailers. */
    public void requestTrailers(Http2Headers trailers) {
        if (!ended) {
            body.end(trailers);
        }
    }

    /** The client's stream has ended: when the call has not, it is cancelled. */
    public void clientGone() {
        observed.end(CANCELLED);
        if (end()) {
            process.leave(Http2Error.CANCEL);
            body.stop();
        }
    }

    // What the process does.

    /** Sends the call: there is a stream for it. */
    void send(Upstream at, Peer open) {
        Headers.shorten(request, deadline, observed.came());
        Http2Stream opened = process.open(at, open, request, body.ended() && body.empty());
        if (opened == null) {
            again();
            return;
        }
        if (deadline.bounded()) {
            forwarder.wheel().set(this, deadline.nanos());
        } else {
            forwarder.wheel().clear(this);
        }
        body.sendTo(open, opened);
    }

    /** The process answers with headers, or ends its answer with trailers. */
    void headers(Http2Headers headers, boolean end) {
        if (ended) {
            return;
        }
        if (!answered) {
            if (headers.contains(Headers.REFUSED) && body.whole()) {
                process.leave(Http2Error.CANCEL);
                again();
                return;
            }
            if (Headers.informational(headers)) {
                return;
            }
            answered = true;
            body.answered();
            headers.set(RequestIds.HEADER, observed.requestId());
        }
        if (end) {
            complete(headers);
        } else {
            client.headers(stream, headers, false);
        }
    }

    /**
     * The process answers with data.
     *
     * @return how many bytes more the process may send now
     */
    int data(ByteBuf data, boolean end) {
        if (ended) {
            return data.readableBytes();
        }
        route.gate().spend(data.readableBytes());
        if (end) {
            // gRPC ends with trailers; what ends without them is passed on as it is.
            observed.end(GrpcCodes.of(null));
        }
        int more = answer.send(process, data, end);
        if (more < 0) {
            shed();
            return data.readableBytes();
        }
        if (end) {
            finished();
        }
        return more;
    }

    /** The process ends the call without an answer. */
    void reset(long code) {
        if (ended || !process.sent()) {
            return;
        }
        process.forget();
        if (code == Http2Error.REFUSED_STREAM.code()) {
            again();
        } else if (deadline.passed()) {
            // The process was a little faster to notice. The reset says less than we know.
            fail(new DeadlinePassed("process '" + key + "' to answer"));
        } else if (end()) {
            observed.end(GrpcCodes.ofReset(code));
            client.reset(stream, code);
            body.stop();
        }
    }

    /** The stream to the process is closed. */
    void closed(Http2Stream gone) {
        if (!process.is(gone)) {
            return;
        }
        process.forget();
        if (ended) {
            return;
        }
        if (answered) {
            fail(lost());
        } else {
            broken();
        }
    }

    /** The process surely did nothing. */
    void notLookedAt() {
        process.forget();
        if (!ended) {
            again();
        }
    }

    // What time does.

    @Override
    protected void expire() {
        if (deadline.passed()) {
            fail(new DeadlinePassed("process '" + key + (process.sent() ? "' to answer" : "' to start")));
        } else if (!process.sent()) {
            fail(down(
                    "was not ready within %s ms".formatted(forwarder.holdTime().toMillis()), false));
        }
    }

    private void hold() {
        long most = observed.came() + forwarder.holdTime().toNanos();
        long at = deadline.bounded() && deadline.nanos() - most < 0 ? deadline.nanos() : most;
        forwarder.wheel().set(this, at);
    }

    private void find() {
        SocketAddress known = forwarder.processes().known(key);
        if (known != null) {
            goTo(known);
            return;
        }
        forwarder
                .processes()
                .address(key, route.request(session))
                .onComplete(found -> forwarder.onLoop(() -> found(found)));
    }

    private void found(AsyncResult<SocketAddress> found) {
        if (ended) {
            return;
        }
        if (found.succeeded()) {
            goTo(found.result());
        } else {
            fail(found.cause());
        }
    }

    private void goTo(SocketAddress address) {
        try {
            if (!process.waitFor(forwarder.upstreams().at(key, address))) {
                fail(new Busy("too many calls wait for process '" + key + "'", RETRY_AFTER));
            }
        } catch (ProcessDown notWorthATry) {
            fail(notWorthATry);
        }
    }

    /** It may have been answered or not; what only reads is sent again, a few times. */
    private void broken() {
        breaks++;
        if (read && breaks < BREAKS_MAX && body.whole() && forwarder.retries().take()) {
            again();
        } else {
            fail(lost());
        }
    }

    private ProcessDown lost() {
        return down(process.cut() ? "does not answer" : "ended during the call", true);
    }

    private ProcessDown down(String why, boolean mayHaveHappened) {
        return new ProcessDown(key, why, RETRY_AFTER, mayHaveHappened);
    }

    /** Sends the call to the process that follows, after a pause that grows. */
    private void again() {
        process.left().ifPresent(address -> forwarder.processes().forget(key, address));
        if (!body.whole()) {
            fail(down("ended, and the request is too long to be sent again", false));
            return;
        }
        body.hold();
        hold();
        long pause = pauseMillis;
        pauseMillis = Math.clamp(pause * 2, PAUSE_FIRST_MILLIS, PAUSE_MOST_MILLIS);
        // Never from within: what is being closed now is still on the way to being forgotten.
        var _ = forwarder.loop().schedule(this::findAgain, pause, TimeUnit.MILLISECONDS);
    }

    private void findAgain() {
        if (!ended) {
            find();
        }
    }

    private void complete(Http2Headers trailers) {
        // First: the client's stream may end with this write, and that looks like a client that went away.
        observed.end(GrpcCodes.of(trailers.get(Headers.STATUS)));
        client.headers(stream, trailers, true);
        finished();
    }

    /** The answer has been sent on. */
    private void finished() {
        if (end()) {
            if (!body.ended()) {
                process.leave(Http2Error.CANCEL);
            }
            body.stop();
        }
    }

    private void fail(Throwable failure) {
        if (!end()) {
            return;
        }
        String requestId = observed.requestId().toString();
        Answer ending = forwarder.failures().answer(failure, route.binding().namespace(), requestId);
        observed.end(ending.code());
        process.leave(Http2Error.CANCEL);
        if (!client.waits(stream)) {
            client.headers(stream, AnswerHeaders.ending(answered, ending, requestId), true);
        } else {
            // It would wait behind what the client does not read.
            client.reset(stream, Http2Error.CANCEL.code());
        }
        body.stop();
    }

    /** The client does not read, and neither do too many others. */
    private void shed() {
        if (end()) {
            observed.end(GrpcCodes.ofReset(Http2Error.ENHANCE_YOUR_CALM.code()));
            process.leave(Http2Error.CANCEL);
            client.reset(stream, Http2Error.ENHANCE_YOUR_CALM.code());
            body.stop();
        }
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        forwarder.wheel().clear(this);
        return true;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.micrometer.core.instrument.Counter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.prism.core.config.DoorLimits;
import io.prism.core.failure.Answer;
import io.prism.core.failure.Failures;
import io.prism.grpc.serve.AnswerHeaders;
import io.prism.grpc.serve.GrpcPath;
import io.prism.grpc.wire.Peer;
import io.prism.pattern.serve.ControlServer;
import io.prism.pattern.serve.GrpcAnswers;
import io.prism.proxy.admit.Admission;
import io.prism.proxy.admit.CallSteps;
import io.prism.proxy.admit.IncomingCall;
import io.prism.proxy.forward.Arrival;
import io.prism.proxy.forward.Forwarder;
import io.prism.proxy.limit.OpenCalls;
import io.prism.proxy.limit.Pressure;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Hands each call to where its steps ({@link CallSteps}) lead: a process, a binding in this program, the proxy's own
 * services, or a refusal. One for each event loop.
 */
final class Door implements Handler<HttpServerRequest> {

    private static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    private static final AsciiString POST = AsciiString.cached("POST");
    private static final long REFUSED_STREAM = 0x7;
    private static final long LOOK_MILLIS = 1_000;

    private final CallSteps steps;
    private final ControlServer control;
    private final Forwarder forwarder;
    private final Failures failures;
    private final DoorLimits limits;
    private final int streamsMax;
    private final OpenCalls open;
    private final Counter refused;
    private final Pressure pressure;
    private final ServicePaths paths;
    private final Handler<HttpServerRequest> json;
    private final Set<ConnectionLifetime> guests = new HashSet<>();

    Door(Doors.Parts parts, Forwarder forwarder, Pressure pressure, Handler<HttpServerRequest> json) {
        this.json = json;
        this.steps = parts.steps();
        this.control = parts.control();
        this.failures = parts.failures();
        this.limits = parts.config().limits();
        this.streamsMax = parts.config().maxStreams();
        this.open = parts.open();
        this.refused = parts.refused();
        this.paths = new ServicePaths(control);
        this.forwarder = forwarder;
        this.pressure = pressure;
        var _ = forwarder.loop().scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Most calls open on one connection. */
    int streamsMax() {
        return streamsMax;
    }

    /** A client has come. */
    ConnectionLifetime welcome(Peer client) {
        ConnectionLifetime guest = new ConnectionLifetime(client, limits, System.nanoTime());
        guests.add(guest);
        return guest;
    }

    /** A client is gone. */
    void farewell(ConnectionLifetime guest) {
        guests.remove(guest);
    }

    /** What a client may do before it counts as a flood. */
    FloodCounter floods() {
        return new FloodCounter(limits.resets(), limits.pings(), System::nanoTime);
    }

    private void look() {
        long now = System.nanoTime();
        // Who is sent away may be gone at once.
        List.copyOf(guests).forEach(guest -> guest.look(now));
    }

    /** Where its calls are forwarded. */
    Forwarder forwarder() {
        return forwarder;
    }

    /** All calls that are open. */
    OpenCalls open() {
        return open;
    }

    /** Whether headers begin a gRPC call. */
    static boolean isCall(Http2Headers headers) {
        CharSequence type = headers.get(CONTENT_TYPE);
        return headers.path() != null
                && type != null
                && POST.contentEquals(headers.method())
                && GrpcPath.isProtobuf(type.toString());
    }

    /** Lets a call take its steps. */
    ClientStream admit(Arrival arrival) {
        FrameCall call = new FrameCall(forwarder.loop(), pressure, arrival, paths);
        return enter(call, steps.admit(call));
    }

    /** Hands a call on as {@code verdict} says. */
    ClientStream enter(FrameCall call, Admission verdict) {
        return switch (verdict) {
            case Admission.Spliced to -> new ClientStream.Spliced(forwarder.forward(call.arrival(), to.route(), call));
            case Admission.Embedded in -> new EmbeddedStream(in.route(), call.observed());
            case Admission.ServedHere _ -> ClientStream.Plain.SERVED_HERE;
            case Admission.Refused refusal -> refuse(call, refusal.failure());
            case Admission.Waiting waiting -> new ParkedStream(call, waiting.decided(), forwarder.unsent());
        };
    }

    /** Answers a call with a failure. */
    ClientStream refuse(FrameCall call, RuntimeException failure) {
        Arrival arrival = call.arrival();
        String requestId = call.observed().requestId().toString();
        Answer answer = refusal(call, failure);
        arrival.client().headers(arrival.stream(), AnswerHeaders.failed(answer, requestId), true);
        call.observed().end(answer.code());
        return ClientStream.Plain.REFUSED;
    }

    private Answer refusal(IncomingCall call, RuntimeException failure) {
        refused.increment();
        return failures.answer(
                failure, call.namespace(), call.observed().requestId().toString());
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!GrpcPath.isGrpc(request)) {
            other(request);
            return;
        }
        switch (DoorFrames.streamOf(request)) {
            case EmbeddedStream call -> call.serve(request);
            case ClientStream.Plain.SERVED_HERE -> serveHere(request);
            case null, default -> unseen(request);
        }
    }

    /** What is no gRPC over HTTP/2, but asks for it, would not understand any other answer. */
    private void other(HttpServerRequest request) {
        String type = request.getHeader("content-type");
        if (type != null && type.startsWith("application/grpc")) {
            GrpcPath.explain(request, "Other content types are served as JSON: see /openapi.json.");
        } else {
            json.handle(request);
        }
    }

    /**
     * A call that Vert.x got before the door could listen in: the first of its connection in dev mode, or one that was
     * upgraded from HTTP/1.1. It takes the same steps.
     */
    private void unseen(HttpServerRequest request) {
        RequestCall call = new RequestCall(forwarder.loop(), pressure, request, paths);
        switch (steps.admit(call)) {
            case Admission.Embedded in -> {
                EmbeddedStream stream = new EmbeddedStream(in.route(), call.observed());
                DoorFrames.of(request.connection(), this).adopt(request.streamId(), stream);
                stream.serve(request);
            }
            case Admission.ServedHere _ -> serveHere(request);
            case Admission.Refused refusal -> {
                Answer answer = refusal(call, refusal.failure());
                GrpcAnswers.refuse(request.response(), answer);
                call.observed().end(answer.code());
            }
            // Nothing was done: clients send it again, and then its frames are seen.
            case Admission.Spliced to -> {
                to.route().gate().leave();
                sendAgain(request);
            }
            case Admission.Waiting waiting -> {
                waiting.decided().cancel(false);
                sendAgain(request);
            }
        }
    }

    private void sendAgain(HttpServerRequest request) {
        DoorFrames.of(request.connection(), this);
        request.response().reset(REFUSED_STREAM);
    }

    private void serveHere(HttpServerRequest request) {
        control.handle(GrpcPath.service(request), request);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import io.netty.handler.codec.http2.Http2Headers;
import io.prism.grpc.wire.Client;
import io.prism.observe.trace.TraceContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call from its headers to its end, as it is observed. Belongs to the event loop of its connection. */
public final class ObservedCall {

    /** A call that is sent more often is in trouble that the first times show. */
    private static final int SENDS_MAX = 16;

    private final Observer observer;
    private final Client client;
    private String path;
    private final CharSequence requestId;
    private final long came = System.nanoTime();
    private BindingMeters binding;
    private @Nullable TraceContext span;
    private List<Long> sends = List.of();
    private boolean ended;

    ObservedCall(Observer observer, Client client, String path, CharSequence requestId) {
        this.observer = observer;
        this.client = client;
        this.path = path;
        this.requestId = requestId;
        this.binding = observer.nowhere();
    }

    /** What the call is known by; its request carries it in {@link RequestIds#HEADER}, and its answer shall. */
    public CharSequence requestId() {
        return requestId;
    }

    /** The call is one for data, and not for the proxy itself: its trace goes on. */
    public void trace(Http2Headers request) {
        span = observer.follow(request);
    }

    /**
     * The call is one for data; its trace goes on in the metadata that its process gets.
     *
     * @param metadata what goes along, by names in lower case
     * @return the same with the trace
     */
    public Map<String, String> trace(Map<String, String> metadata) {
        Map<String, String> traced = new HashMap<>(metadata);
        span = observer.follow(traced);
        return traced;
    }

    /** What the call is, when it came by another path: {@code /package.Service/Method}. */
    public void means(String method) {
        path = method;
    }

    /** Which binding the call is for. */
    public void reached(BindingMeters meters) {
        binding = meters;
    }

    /**
     * It has been sent to a process, once the process was there. Another time means another try. Only a trace that is kept
     * shows it.
     */
    public void sent() {
        TraceContext traced = span;
        if (traced == null || !traced.sampled() || sends.size() >= SENDS_MAX) {
            return;
        }
        if (sends.isEmpty()) {
            sends = new ArrayList<>(2);
        }
        sends.add(System.nanoTime() - came);
    }

    /** When it came: a value of {@link System#nanoTime()}. */
    public long came() {
        return came;
    }

    /**
     * The call has ended; only the first end counts.
     *
     * @param code its gRPC status code's number, 0 to 16
     */
    public void end(int code) {
        if (!ended) {
            ended = true;
            observer.ended(this, code, System.nanoTime() - came);
        }
    }

    Client client() {
        return client;
    }

    String path() {
        return path;
    }

    BindingMeters binding() {
        return binding;
    }

    @Nullable
    TraceContext span() {
        return span;
    }

    /** When it was sent to a process, each time, in nanoseconds after it came. */
    List<Long> sends() {
        return sends;
    }
}

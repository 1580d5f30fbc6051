// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe.trace;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.prism.core.MetadataKeys;
import io.prism.observe.trace.TraceContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Continues the trace of each call, or begins one. Whether spans are kept is decided once for a whole trace: by the client
 * where it sends a trace, else here. Safe for use by many threads.
 */
public final class Tracer {

    private static final AsciiString TRACEPARENT = AsciiString.cached(MetadataKeys.TRACEPARENT);
    private static final AsciiString TRACESTATE = AsciiString.cached(MetadataKeys.TRACESTATE);

    private final double sampleRatio;
    private final long sampledBelow;

    /**
     * A tracer.
     *
     * @param sampleRatio share of the traces begun here that are kept, 0 to 1
     */
    public Tracer(double sampleRatio) {
        this.sampleRatio = sampleRatio;
        this.sampledBelow = (long) (sampleRatio * Long.MAX_VALUE);
    }

    /** The span of a call with these headers; whoever gets them next is its child. */
    public TraceContext follow(Http2Headers headers) {
        Optional<TraceContext> caller = caller(headers.get(TRACEPARENT));
        if (caller.isEmpty()) {
            // It says something about a trace that we do not know.
            headers.remove(TRACESTATE);
        }
        TraceContext ours = caller.map(TraceContext::child).orElseGet(this::begin);
        headers.set(TRACEPARENT, ours.header());
        return ours;
    }

    /** The span of a call with this metadata, by names in lower case; whoever gets it next is its child. */
    public TraceContext follow(Map<String, String> metadata) {
        Optional<TraceContext> caller = caller(metadata.get(MetadataKeys.TRACEPARENT));
        if (caller.isEmpty()) {
            metadata.remove(MetadataKeys.TRACESTATE);
        }
        TraceContext ours = caller.map(TraceContext::child).orElseGet(this::begin);
        metadata.put(MetadataKeys.TRACEPARENT, ours.header().toString());
        return ours;
    }

    private static Optional<TraceContext> caller(@Nullable CharSequence given) {
        return given == null ? Optional.empty() : TraceContext.parse(given);
    }

    private TraceContext begin() {
        TraceContext first = TraceContext.first();
        boolean keep = sampleRatio >= 1 || (first.traceLow() & Long.MAX_VALUE) < sampledBelow;
        return keep ? first.keep() : first;
    }
}

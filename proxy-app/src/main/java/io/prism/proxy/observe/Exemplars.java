// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import io.netty.util.concurrent.FastThreadLocal;
import io.prism.observe.trace.TraceContext;
import io.prometheus.client.exemplars.tracer.common.SpanContextSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the metrics registry which sampled span is being counted on a thread, so that a histogram's buckets lead to
 * traces. A registry asks on the thread that records.
 */
public final class Exemplars implements SpanContextSupplier {

    private static final FastThreadLocal<@Nullable TraceContext> COUNTED = new FastThreadLocal<>();

    /** What this thread records from now on belongs to {@code span}; null for no span. */
    static void counting(@Nullable TraceContext span) {
        if (span == null) {
            COUNTED.remove();
        } else {
            COUNTED.set(span);
        }
    }

    @Override
    public @Nullable String getTraceId() {
        TraceContext span = COUNTED.getIfExists();
        return span == null ? null : span.traceId();
    }

    @Override
    public @Nullable String getSpanId() {
        TraceContext span = COUNTED.getIfExists();
        return span == null ? null : span.spanId();
    }

    @Override
    public boolean isSampled() {
        return COUNTED.getIfExists() != null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.observe.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/**
 * Something that has been done, as its trace shows it, in the form that the exporters of OpenTelemetry take. It is made
 * when it has ended, and only when it is kept: until then a {@link TraceContext} is all there is.
 *
 * @param context its place in the trace
 * @param work what was done
 * @param period when
 * @param events what happened meanwhile, first to last
 * @param origin the program that did it
 */
record EndedSpan(TraceContext context, SpanWork work, SpanPeriod period, List<EventData> events, Origin origin)
        implements SpanData {

    /**
     * Where spans come from.
     *
     * @param resource the program
     * @param scope its part that made the span
     */
    record Origin(Resource resource, InstrumentationScopeInfo scope) {}

    @Override
    public String getName() {
        return work.name();
    }

    @Override
    public SpanKind getKind() {
        return work.kind();
    }

    @Override
    public SpanContext getSpanContext() {
        return SpanContext.create(context.traceId(), context.spanId(), flags(), TraceState.getDefault());
    }

    @Override
    public SpanContext getParentSpanContext() {
        if (context.parent() == 0) {
            return SpanContext.getInvalid();
        }
        return work.kind() == SpanKind.SERVER
                ? SpanContext.createFromRemoteParent(
                        context.traceId(), context.parentId(), flags(), TraceState.getDefault())
                : SpanContext.create(context.traceId(), context.parentId(), flags(), TraceState.getDefault());
    }

    @Override
    public StatusData getStatus() {
        return work.failed() ? StatusData.error() : StatusData.unset();
    }

    @Override
    public long getStartEpochNanos() {
        return period.beganNanos();
    }

    @Override
    public long getEndEpochNanos() {
        return period.endedNanos();
    }

    @Override
    public Attributes getAttributes() {
        return work.attributes();
    }

    @Override
    public List<EventData> getEvents() {
        return events;
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public int getTotalRecordedEvents() {
        return events.size();
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    public int getTotalAttributeCount() {
        return work.attributes().size();
    }

    // The interface still has it, without a default.
    @Override
    @SuppressWarnings("deprecation")
    public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return InstrumentationLibraryInfo.create(origin.scope().getName(), null);
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return origin.scope();
    }

    @Override
    public Resource getResource() {
        return origin.resource();
    }

    private TraceFlags flags() {
        return TraceFlags.fromByte((byte) context.flags());
    }
}

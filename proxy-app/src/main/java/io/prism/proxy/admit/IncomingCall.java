// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.admit;

import io.netty.channel.EventLoop;
import io.prism.core.Deadline;
import io.prism.core.routing.RoutingTable.Row;
import io.prism.proxy.limit.Pressure;
import io.prism.proxy.observe.ObservedCall;
import io.prism.proxy.observe.Observer;
import io.prism.proxy.route.Route;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call while it takes its steps: what it says, and what the steps have found out. There is one kind for each way that
 * calls come. Belongs to one event loop.
 */
public abstract class IncomingCall {

    private final EventLoop loop;
    private final Pressure pressure;
    private @Nullable ObservedCall observed;
    private @Nullable CallAddress target;
    private @Nullable Row<Route> row;
    private String processKey = "";
    private Deadline deadline = Deadline.NONE;

    /**
     * A call that has come.
     *
     * @param loop where it belongs
     * @param pressure of that loop
     */
    protected IncomingCall(EventLoop loop, Pressure pressure) {
        this.loop = loop;
        this.pressure = pressure;
    }

    /** Lets {@code observer} see it. */
    protected abstract ObservedCall begin(Observer observer);

    /**
     * Reads what the call is for.
     *
     * @throws RuntimeException when it does not say so as it must
     */
    protected abstract CallAddress readTarget();

    /**
     * Reads when its sender stops waiting.
     *
     * @throws RuntimeException when that is malformed
     */
    protected abstract Deadline readDeadline();

    /** How it is observed. */
    public final ObservedCall observed() {
        return Objects.requireNonNull(observed);
    }

    /** What it is for. */
    public final CallAddress target() {
        return Objects.requireNonNull(target);
    }

    /** When its sender stops waiting. */
    public final Deadline deadline() {
        return deadline;
    }

    /** Where it goes; null as long as it has not been routed, and for a call of the proxy's own services. */
    public final @Nullable Route route() {
        return row == null ? null : row.target();
    }

    /** The key of the process that is to serve it; empty when none is. */
    public final String processKey() {
        return processKey;
    }

    /** The namespace it is for; empty when nobody knows. */
    public final String namespace() {
        if (row != null) {
            return row.keyspace().namespace();
        }
        return target == null ? "" : Objects.requireNonNullElse(target.namespace(), "");
    }

    final EventLoop loop() {
        return loop;
    }

    final void observe(Observer observer) {
        observed = begin(observer);
    }

    final void identifyTarget() {
        target = readTarget();
    }

    final void routed(Row<Route> to) {
        row = to;
        observed().reached(to.target().gate().meters());
    }

    final void limitTime() {
        deadline = readDeadline();
    }

    final void toProcess(String key) {
        processKey = key;
    }

    final void enter(Route to) {
        to.gate().enter(pressure);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.netty.channel.EventLoop;
import io.prism.core.config.ProxyConfig;
import io.prism.core.failure.Failures;
import io.prism.grpc.wire.Flushes;
import io.prism.grpc.wire.TimerWheel;
import io.prism.proxy.admit.IncomingCall;
import io.prism.proxy.launch.Breakers;
import io.prism.proxy.launch.Processes;
import io.prism.proxy.route.Route;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;

/**
 * Sends calls to processes, over one connection for each process. Belongs to one event loop: the calls it gets and the
 * connections it makes live there, so that no call changes threads on its way.
 */
public final class Forwarder {

    /** Most bytes of requests that all calls of one event loop keep for sending them again. */
    private static final long KEPT_BYTES_MAX = 32 << 20;

    /** Most bytes of requests that wait because processes do not take them. */
    private static final long UNSENT_BYTES_MAX = 64 << 20;

    private final EventLoop loop;
    private final ProxyConfig config;
    private final Failures failures;
    private final Processes processes;
    private final Flushes flushes;
    private final TimerWheel wheel;
    private final Upstreams upstreams;
    private final ByteBudget kept = new ByteBudget(KEPT_BYTES_MAX);
    private final ByteBudget unsent = new ByteBudget(UNSENT_BYTES_MAX);
    private final ByteBudget untaken;
    private final RetryBudget retries = new RetryBudget();

    /**
     * A forwarder for one event loop.
     *
     * @param loops how many share the limits of {@code config}
     * @param breakers of the event loop
     */
    public Forwarder(
            VertxInternal vertx,
            EventLoop loop,
            int loops,
            ProxyConfig config,
            Failures failures,
            Processes processes,
            Breakers breakers) {
        this.loop = loop;
        this.config = config;
        this.failures = failures;
        this.processes = processes;
        this.flushes = new Flushes(loop);
        this.wheel = new TimerWheel(loop);
        this.untaken = new ByteBudget(config.limits().unreadBytes() / Math.max(1, loops));
        this.upstreams = new Upstreams(vertx, loop, flushes, processes, breakers, config.limits());
    }

    /** Sends one call to the process that its steps have found. */
    public Splice forward(Arrival arrival, Route.Process route, IncomingCall call) {
        retries.called();
        return new Splice(this, arrival, route, call);
    }

    /** Sends out what is written on the loop's connections. */
    public Flushes flushes() {
        return flushes;
    }

    /** Does something on the loop: at once when this is it, later otherwise. */
    void onLoop(Runnable step) {
        if (loop.inEventLoop()) {
            step.run();
        } else {
            loop.execute(step);
        }
    }

    /** The loop it belongs to. */
    public EventLoop loop() {
        return loop;
    }

    Failures failures() {
        return failures;
    }

    Processes processes() {
        return processes;
    }

    Upstreams upstreams() {
        return upstreams;
    }

    TimerWheel wheel() {
        return wheel;
    }

    Duration holdTime() {
        return config.holdTime();
    }

    long messageBytesMax() {
        return config.limits().messageBytes();
    }

    /** How many calls may be sent again that a process may have looked at. */
    public RetryBudget retries() {
        return retries;
    }

    ByteBudget kept() {
        return kept;
    }

    /** Room for requests that wait. */
    public ByteBudget unsent() {
        return unsent;
    }

    ByteBudget untaken() {
        return untaken;
    }
}

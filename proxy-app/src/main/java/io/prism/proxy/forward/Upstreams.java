// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import io.prism.core.config.DoorLimits;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.prism.grpc.wire.Flushes;
import io.prism.grpc.wire.FrameGatherer;
import io.prism.grpc.wire.Peer;
import io.prism.proxy.launch.Breakers;
import io.prism.proxy.launch.Processes;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of one event loop to processes, one to each. Belongs to that event loop. */
final class Upstreams implements Upstream.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(Upstreams.class);

    /** What a call may hold of an answer that its client does not take. Processes are near: it need not be much. */
    private static final int STREAM_WINDOW_BYTES = 64 << 10;

    private static final int CONNECT_MILLIS = 2_000;
    private static final int WAITING_MAX = 10_000;
    /** Room for the headers of all calls that a process may have, should it stand still. */
    private static final long UNREAD_BYTES_MAX = 32 << 20;

    private static final int HEADER_BYTES_MAX = 1 << 20;
    private static final long LOOK_MOST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final VertxInternal vertx;
    private final EventLoop loop;
    private final Flushes flushes;
    private final Processes processes;
    private final Breakers breakers;
    private final Upstream.Care care;
    private final Map<SocketAddress, Upstream> byAddress = new HashMap<>();

    Upstreams(
            VertxInternal vertx,
            EventLoop loop,
            Flushes flushes,
            Processes processes,
            Breakers breakers,
            DoorLimits limits) {
        this.vertx = vertx;
        this.loop = loop;
        this.flushes = flushes;
        this.processes = processes;
        this.breakers = breakers;
        long ping = limits.processPing().toNanos();
        long patience = limits.processPatience().toNanos();
        this.care = new Upstream.Care(IDLE_NANOS, ping, patience);
        long often = ping == 0 ? LOOK_MOST_NANOS : Math.min(ping, patience) / 4;
        long look = Math.clamp(often, LOOK_LEAST_NANOS, LOOK_MOST_NANOS);
        var _ = loop.scheduleWithFixedDelay(this::look, look, look, TimeUnit.NANOSECONDS);
    }

    /**
     * The connection to the process that listens at {@code address}, made if there is none.
     *
     * @param key key of the process, for error texts
     * @throws ProcessDown when it is not worth a try
     */
    Upstream at(String key, SocketAddress address) {
        Upstream found = byAddress.get(address);
        if (found != null && found.proven()) {
            return found;
        }
        breakers.check(key, address);
        return found == null ? connect(address) : found;
    }

    private void look() {
        long now = System.nanoTime();
        List.copyOf(byAddress.values()).forEach(upstream -> upstream.look(now, care));
    }

    /** The next call must not run into a process that has ended. */
    @Override
    public void gone(Upstream upstream) {
        byAddress.remove(upstream.address(), upstream);
        processes.forget(upstream.address());
    }

    @Override
    public void answered(Upstream upstream) {
        breakers.answered(upstream.address());
    }

    @Override
    public void failed(Upstream upstream) {
        breakers.failed(upstream.address());
    }

    @Override
    public void silent(Upstream upstream) {
        breakers.silent(upstream.address());
    }

    private Upstream connect(SocketAddress address) {
        Upstream upstream = new Upstream(address, this, WAITING_MAX);
        byAddress.put(address, upstream);
        Http2ConnectionHandler http2 = codec(upstream);
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channelFactory(vertx.transport().channelFactory(address.isDomainSocket()))
                .resolver(vertx.nettyAddressResolverGroup())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new FrameGatherer(UNREAD_BYTES_MAX), http2, new Broken());
                    }
                })
                .connect(vertx.transport().convert(address));
        connecting.addListener(_ -> {
            var context = connecting.channel().pipeline().context(http2);
            if (connecting.isSuccess() && context != null) {
                upstream.connected(context, http2, new Peer(context, http2, flushes));
            } else {
                upstream.unreachable();
            }
        });
        return upstream;
    }

    private static Http2ConnectionHandler codec(Upstream upstream) {
        var connection = new DefaultHttp2Connection(false);
        connection
                .remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(connection, new UniformStreamByteDistributor(connection)));
        // The window of the connection is given back at once: a client that does not read must not hold up the
        // answers for others. Each call's own window bounds what it may hold.
        connection
                .local()
                .flowController(new DefaultHttp2LocalFlowController(
                        connection, DefaultHttp2LocalFlowController.DEFAULT_WINDOW_UPDATE_RATIO, true));
        return new Http2ConnectionHandlerBuilder()
                .connection(connection)
                .frameListener(upstream.new Frames())
                // Values that differ from call to call would push the others out of the table.
                .headerSensitivityDetector((name, _) -> Headers.fleeting(name))
                .encoderIgnoreMaxHeaderListSize(true)
                .gracefulShutdownTimeoutMillis(-1)
                .initialSettings(new Http2Settings()
                        .pushEnabled(false)
                        .initialWindowSize(STREAM_WINDOW_BYTES)
                        .maxHeaderListSize(HEADER_BYTES_MAX))
                .build();
    }

    /** What happens to a process that dies is no defect of ours: its calls are told, and nobody else need know. */
    private static final class Broken extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            LOG.atDebug().setCause(cause).log("connection to a process is broken");
            var _ = ctx.close();
        }
    }
}

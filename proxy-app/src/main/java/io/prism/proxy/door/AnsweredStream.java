// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.door;

import io.netty.buffer.ByteBuf;
import io.prism.grpc.serve.GrpcStream;
import io.prism.proxy.observe.ObservedCall;
import io.prism.proxy.route.Route;
import java.util.function.Consumer;

/** The stream of a gRPC call that is answered in this program. Belongs to the event loop of its connection. */
sealed interface AnsweredStream extends ClientStream {

    /** The call as what answers it has it. */
    GrpcStream call();

    /** Lets the call begin. */
    void begin(boolean end);

    /**
     * Takes a piece of the request.
     *
     * @return how many bytes more the client may send now
     */
    int data(ByteBuf data, boolean end);

    /** The stream is gone. */
    void leave();

    /**
     * A call of an embedded binding, which has been let in.
     *
     * @param call the call
     * @param route of the binding
     * @param observed what is seen of it
     */
    record OfBinding(GrpcStream call, Route.Embedded route, ObservedCall observed) implements AnsweredStream {
        @Override
        public void begin(boolean end) {
            call.begin(route.server()::accept, end);
        }

        @Override
        public int data(ByteBuf data, boolean end) {
            route.gate().spend(data.readableBytes());
            return call.data(data, end);
        }

        @Override
        public void leave() {
            call.closed();
            route.gate().leave();
            observed.end(call.status());
        }
    }

    /**
     * A call of the proxy's own services.
     *
     * @param call the call
     * @param server answers it
     */
    record OfProxy(GrpcStream call, Consumer<GrpcStream> server) implements AnsweredStream {
        @Override
        public void begin(boolean end) {
            call.begin(server, end);
        }

        @Override
        public int data(ByteBuf data, boolean end) {
            return call.data(data, end);
        }

        @Override
        public void leave() {
            call.closed();
        }
    }
}

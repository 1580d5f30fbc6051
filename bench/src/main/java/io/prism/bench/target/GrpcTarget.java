// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import io.prism.bench.load.CallTarget;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * A target that is called by gRPC, and the connections to it.
 *
 * <p>The calls are made by Vert.x' gRPC client and not by grpc-java's: measured here with 64 reads of 1 KiB in flight it
 * takes 5.7 µs of processor time a call where grpc-java with a direct executor takes 7.5. Both need no thread per call.
 */
public final class GrpcTarget implements BenchTarget {

    private final TargetAddress address;
    private final Use use;
    private final List<Connection> connections = new ArrayList<>();

    /** Makes the connections; nothing is sent yet. */
    public GrpcTarget(Vertx vertx, TargetAddress address, Use use) {
        this.address = address;
        this.use = use;
        for (int i = 0; i < use.connections(); i++) {
            connections.add(new Connection(vertx, EventLoops.next(vertx), address, use.deadline()));
        }
    }

    @Override
    public TargetAddress address() {
        return address;
    }

    @Override
    public CallTarget calls(Scenario scenario) {
        Question<?, ?> question = address.isDapr()
                ? DaprQuestions.of(scenario, use.keys(), address.namespace())
                : Question.of(scenario, use.keys());
        return calls(question);
    }

    @Override
    public void close() {
        connections.forEach(Connection::close);
    }

    private <Q, A> CallTarget calls(Question<Q, A> question) {
        return (lane, number, ended) ->
                connections.get(lane % connections.size()).call(question, number, ended);
    }
}

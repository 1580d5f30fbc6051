// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target.driver;

import io.prism.bench.load.CallTarget;
import io.prism.bench.target.BenchTarget;
import io.prism.bench.target.EventLoops;
import io.prism.bench.target.Scenario;
import io.prism.bench.target.TargetAddress;
import io.prism.bench.target.Use;
import io.prism.core.Keyspace;
import io.prism.spi.Backend;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.IntStream;

/** A driver as a target. Its calls begin on event loops, as those of the gRPC client do. */
public final class DriverTarget implements BenchTarget {

    private final TargetAddress address;
    private final Use use;
    private final List<Context> loops;
    private final Backend backend;

    /**
     * Prepares; nothing is called yet.
     *
     * @param backend not closed with this target
     */
    public DriverTarget(Vertx vertx, TargetAddress address, Backend backend, Use use) {
        this.address = address;
        this.use = use;
        this.loops = IntStream.range(0, use.connections())
                .mapToObj(_ -> EventLoops.next(vertx))
                .toList();
        this.backend = backend;
    }

    @Override
    public TargetAddress address() {
        return address;
    }

    @Override
    public CallTarget calls(Scenario scenario) {
        Keyspace keyspace = new Keyspace(address.namespace(), "direct");
        return new DriverCalls(
                loops,
                switch (scenario.model()) {
                    case KEYVALUE -> new KeyValueCalls(backend, keyspace, use).of(scenario);
                });
    }

    @Override
    public void close() {
        // The contexts hold nothing, and the backend is another's.
    }
}

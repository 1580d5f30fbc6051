// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target.open;

import io.prism.bench.target.BenchTarget;
import io.prism.bench.target.GrpcTarget;
import io.prism.bench.target.TargetAddress;
import io.prism.bench.target.Use;
import io.prism.bench.target.driver.DriverTarget;
import io.prism.bench.target.driver.OpenBackends;
import io.vertx.core.Vertx;

/** Opens targets. What a driver keeps in memory stays until this is closed, as it does with a server. */
public final class Targets implements AutoCloseable {

    private final Vertx vertx;
    private final OpenBackends backends;

    /** Makes its connections on event loops of {@code vertx}. */
    public Targets(Vertx vertx) {
        this.vertx = vertx;
        this.backends = new OpenBackends(vertx);
    }

    /** Makes fresh connections; nothing is sent yet. */
    public BenchTarget open(TargetAddress address, Use use) {
        return address.driver().isPresent()
                ? new DriverTarget(vertx, address, backends.of(address.driver().get()), use)
                : new GrpcTarget(vertx, address, use);
    }

    @Override
    public void close() {
        backends.close();
    }
}

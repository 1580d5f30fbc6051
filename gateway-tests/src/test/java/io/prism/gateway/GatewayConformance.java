// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.core.Keyspace;
import io.prism.testkit.ContractSubject;
import io.prism.testkit.Placement;
import io.prism.testkit.keyvalue.KeyValueConformance;

/** Every suite of KeyValue, run through the whole gateway on one backend in one placement. */
abstract class GatewayConformance extends KeyValueConformance {

    private final String backend;
    private final Placement placement;

    GatewayConformance(String backend, Placement placement) {
        this.backend = backend;
        this.placement = placement;
    }

    @Override
    protected ContractSubject subject() {
        return new GatewaySubject(SharedPrism.get(), backend, placement);
    }

    @Override
    protected Keyspace freshKeyspace(String suite) {
        return suite.equals("idempotency")
                ? SharedPrism.onceKeyspace(backend, placement)
                : SharedPrism.keyspace(backend, placement);
    }
}

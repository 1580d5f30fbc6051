// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.core.Keyspace;
import io.prism.testkit.ContractSubject;
import io.prism.testkit.Placement;
import java.util.List;
import java.util.Optional;

/**
 * One backend behind the whole gateway.
 *
 * @param prism the stack; shared by all suites, so closing the subject leaves it running
 * @param backend type of the backend
 * @param placement where its pattern runs
 */
record GatewaySubject(RunningPrism prism, String backend, Placement placement) implements ContractSubject {

    /** Each data model with its clients. */
    private static final List<ServedModel> MODELS = List.of(new ServedKeyValue());

    /** The namespace that holds the keyspaces of a backend in a placement. */
    static String namespace(String backend, Placement placement) {
        return backend + "-" + placement.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public <T> Optional<T> as(Class<T> iface, Keyspace keyspace) {
        return MODELS.stream()
                .flatMap(model -> model.as(iface, prism.channel(), keyspace).stream())
                .findFirst();
    }

    @Override
    public void close() {
        // The stack belongs to all suites.
    }
}

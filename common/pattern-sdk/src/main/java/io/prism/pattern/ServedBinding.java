// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern;

import io.prism.core.binding.BackendSpec;
import io.prism.core.binding.BindingSpec;
import io.prism.pattern.serve.RpcServer;
import io.prism.pattern.serve.ServedInterface;
import java.util.List;

/**
 * A binding that is open.
 *
 * @param spec what it was opened from
 * @param interfaces what it serves
 * @param server answers its calls
 */
public record ServedBinding(BindingSpec spec, List<ServedInterface> interfaces, RpcServer server) {

    /** Keeps a copy of {@code interfaces}. */
    public ServedBinding {
        interfaces = List.copyOf(interfaces);
    }

    boolean uses(BackendSpec backend) {
        return spec.slots().containsValue(backend);
    }

    @Override
    public String toString() {
        return spec.keyspace().toString();
    }
}

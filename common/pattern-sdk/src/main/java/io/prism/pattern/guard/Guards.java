// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.guard;

import io.prism.core.binding.BackendSpec;
import io.prism.core.binding.BindingSpec;
import io.prism.pattern.serve.ServedInterface;
import io.prism.pattern.serve.ServedMethod;
import io.prism.spi.Backend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The guards of bindings: one ordered list. */
public final class Guards {

    private Guards() {}

    /**
     * The guards of a binding, in the order in which a call meets them. To add a guard, add it here.
     *
     * @param spec the binding
     * @param slots the open backend in each slot
     */
    public static List<Guard> standard(BindingSpec spec, Map<String, Backend> slots) {
        List<Guard> guards = new ArrayList<>();
        if (!spec.needs().none()) {
            guards.add(new NeedsCheck(spec.needs(), byName(spec.slots(), slots)));
        }
        return guards;
    }

    /** What is served, with {@code guards} around every method; a call meets the first of them first. */
    public static List<ServedInterface> around(List<ServedInterface> interfaces, List<Guard> guards) {
        return interfaces.stream()
                .map(served -> new ServedInterface(
                        served.service(),
                        served.rpcs().stream()
                                .<ServedMethod<?, ?>>map(rpc -> around(rpc, guards))
                                .toList()))
                .toList();
    }

    private static <Q, R> ServedMethod<Q, R> around(ServedMethod<Q, R> rpc, List<Guard> guards) {
        ServedMethod<Q, R> guarded = rpc;
        for (Guard guard : guards.reversed()) {
            guarded = guard.around(guarded);
        }
        return guarded;
    }

    private static Map<String, Backend> byName(Map<String, BackendSpec> specs, Map<String, Backend> slots) {
        Map<String, Backend> named = new HashMap<>();
        specs.forEach((slot, backend) -> named.put(backend.name(), slots.get(slot)));
        return named;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern;

import io.prism.contracts.binding.BindingInterfaceGrpc;
import io.prism.contracts.binding.DescribeBindingRequest;
import io.prism.contracts.binding.DescribeBindingResponse;
import io.prism.contracts.binding.SlotDescription;
import io.prism.core.binding.BackendSpec;
import io.prism.core.binding.BindingSpec;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.catalogue.OptionType;
import io.prism.core.failure.GatewayException;
import io.prism.pattern.serve.ServedInterface;
import io.prism.pattern.serve.ServedMethod;
import io.prism.spi.Backend;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code BindingInterface}: what a binding is, and what its backends promise now. */
final class BindingService {

    private final BindingSpec spec;
    private final Map<String, Backend> slots;
    private final List<String> interfaces;

    /**
     * Describes {@code spec}.
     *
     * @param slots the open backend in each slot
     * @param interfaces what the binding serves beside this
     */
    BindingService(BindingSpec spec, Map<String, Backend> slots, List<ServedInterface> interfaces) {
        this.spec = spec;
        this.slots = new TreeMap<>(slots);
        this.interfaces =
                interfaces.stream().map(ServedInterface::service).sorted().toList();
    }

    ServedInterface served() {
        return new ServedInterface(
                BindingInterfaceGrpc.SERVICE_NAME,
                List.of(new ServedMethod.Unary<DescribeBindingRequest, DescribeBindingResponse>(
                        BindingInterfaceGrpc.getDescribeBindingMethod(), (_, _) -> describe())));
    }

    private Uni<DescribeBindingResponse> describe() {
        DescribeBindingResponse.Builder response = DescribeBindingResponse.newBuilder()
                .setNamespace(spec.keyspace().namespace())
                .setBinding(spec.keyspace().binding())
                .setPattern(spec.pattern())
                .addAllInterfaces(interfaces)
                .putAllSettings(settings());
        if (!spec.needs().none()) {
            response.setNeeds(GuaranteeMessages.needs(spec.needs()));
        }
        List<Uni<SlotDescription>> described = slots.entrySet().stream()
                .map(slot -> describe(slot.getKey(), slot.getValue()))
                .toList();
        return described.isEmpty()
                ? Uni.createFrom().item(response.build())
                : Uni.join()
                        .all(described)
                        .andFailFast()
                        .map(all -> response.addAllSlots(all).build());
    }

    private Uni<SlotDescription> describe(String slot, Backend backend) {
        SlotDescription.Builder description = SlotDescription.newBuilder().setSlot(slot);
        BackendSpec from = spec.slots().get(slot);
        if (from != null) {
            description.setBackend(from.name()).setType(from.type());
        }
        return backend.guarantees()
                .map(guarantees -> description
                        .setGuarantees(GuaranteeMessages.guarantees(guarantees))
                        .build())
                .onFailure(GatewayException.class)
                .recoverWithItem(failure -> description
                        .setProblem(String.valueOf(failure.getMessage()))
                        .build());
    }

    /** The options that the registry declares and does not call secret. */
    private Map<String, String> settings() {
        Map<String, OptionType> known = Catalogue.builtIn()
                .pattern(spec.pattern())
                .map(pattern -> pattern.options())
                .orElse(Map.of());
        Map<String, String> settings = new TreeMap<>(spec.config().values());
        settings.keySet().removeIf(name -> {
            OptionType option = known.get(name);
            return option == null || option.secret();
        });
        return settings;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.prism.contracts.Contracts;
import io.prism.core.Keyspace;
import io.prism.core.failure.Failures;
import io.prism.grpc.serve.GrpcStream;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers what every listener of Prism offers beside data: health, reflection and its own control interfaces. */
public final class ControlServer {

    private static final String REFLECTION = "grpc.reflection.";
    private static final long MESSAGE_BYTES_MAX = 4 << 20;

    private final Failures failures;
    private final Set<String> services;
    private final RpcServer rpcs;
    private final Supplier<Set<String>> dataServices;
    private volatile Reflected reflected;

    /**
     * A control server.
     *
     * @param interfaces what it answers
     * @param dataServices full gRPC names of what is served beside it, now; reflection shows both
     */
    public ControlServer(Failures failures, List<ServedInterface> interfaces, Supplier<Set<String>> dataServices) {
        this.failures = failures;
        this.services = interfaces.stream().map(ServedInterface::service).collect(Collectors.toUnmodifiableSet());
        this.rpcs = server(interfaces);
        this.dataServices = dataServices;
        this.reflected = reflect(Set.of());
    }

    /** Whether it answers the calls of a service. */
    public boolean serves(String service) {
        return services.contains(service) || service.startsWith(REFLECTION);
    }

    /** Answers the call if it is for one of the control interfaces; false when it is not. */
    public boolean accept(String service, GrpcStream stream) {
        boolean serves = serves(service);
        if (serves) {
            of(service).accept(stream);
        }
        return serves;
    }

    private RpcServer of(String service) {
        return services.contains(service) ? rpcs : reflection();
    }

    private RpcServer reflection() {
        Set<String> now = dataServices.get();
        Reflected current = reflected;
        if (!current.dataServices().equals(now)) {
            current = reflect(now);
            reflected = current;
        }
        return current.server();
    }

    private Reflected reflect(Set<String> data) {
        List<ServiceDescriptor> shown = Stream.concat(
                        Contracts.services().stream(), HealthService.descriptors().stream())
                .filter(service -> data.contains(service.getFullName()) || services.contains(service.getFullName()))
                .toList();
        return new Reflected(Set.copyOf(data), server(Reflection.of(shown)));
    }

    private RpcServer server(List<ServedInterface> interfaces) {
        return new RpcServer(failures, new Keyspace("", "control"), interfaces, MESSAGE_BYTES_MAX);
    }

    private record Reflected(Set<String> dataServices, RpcServer server) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.quarkus.grpc.reflection.service.ReflectionServiceV1;
import io.quarkus.grpc.reflection.service.ReflectionServiceV1alpha;
import java.util.Collection;
import java.util.List;

/** gRPC server reflection, in both versions that clients use, over services that are known by their descriptors. */
final class Reflection {

    private Reflection() {}

    /** Reflection of {@code services}. */
    static List<ServedInterface> of(Collection<ServiceDescriptor> services) {
        List<ServerServiceDefinition> definitions =
                services.stream().map(Reflection::definition).toList();
        ReflectionServiceV1 current = new ReflectionServiceV1(definitions);
        ReflectionServiceV1alpha alpha = new ReflectionServiceV1alpha(definitions);
        return List.of(
                new ServedInterface(
                        ServerReflectionGrpc.SERVICE_NAME,
                        List.of(new ServedMethod.Bidirectional<ServerReflectionRequest, ServerReflectionResponse>(
                                ServerReflectionGrpc.getServerReflectionInfoMethod(),
                                (requests, _) -> current.serverReflectionInfo(requests)))),
                new ServedInterface(
                        grpc.reflection.v1alpha.ServerReflectionGrpc.SERVICE_NAME,
                        List.of(new ServedMethod.Bidirectional<
                                grpc.reflection.v1alpha.Reflection.ServerReflectionRequest,
                                grpc.reflection.v1alpha.Reflection.ServerReflectionResponse>(
                                grpc.reflection.v1alpha.ServerReflectionGrpc.getServerReflectionInfoMethod(),
                                (requests, _) -> alpha.serverReflectionInfo(requests)))));
    }

    private static ServerServiceDefinition definition(ServiceDescriptor service) {
        // Reflection reads names and descriptors only, so a definition without methods is enough.
        return ServerServiceDefinition.builder(io.grpc.ServiceDescriptor.newBuilder(service.getFullName())
                        .setSchemaDescriptor(new Schema(service))
                        .build())
                .build();
    }

    private record Schema(ServiceDescriptor service) implements ProtoServiceDescriptorSupplier {
        @Override
        public ServiceDescriptor getServiceDescriptor() {
            return service;
        }

        @Override
        public com.google.protobuf.Descriptors.FileDescriptor getFileDescriptor() {
            return service.getFile();
        }
    }
}

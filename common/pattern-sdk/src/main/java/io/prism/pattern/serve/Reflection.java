// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.quarkus.grpc.reflection.service.ReflectionServiceV1;
import io.quarkus.grpc.reflection.service.ReflectionServiceV1alpha;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServiceBridge;
import java.util.Collection;
import java.util.List;

/** gRPC server reflection, in both versions that clients use, over services that are known by their descriptors. */
public final class Reflection {

    private Reflection() {}

    /** Makes {@code server} answer reflection for {@code services}. */
    public static void bind(GrpcServer server, Collection<ServiceDescriptor> services) {
        List<ServerServiceDefinition> definitions =
                services.stream().map(Reflection::definition).toList();
        GrpcServiceBridge.bridge(new ReflectionServiceV1(definitions)).bind(server);
        GrpcServiceBridge.bridge(new ReflectionServiceV1alpha(definitions)).bind(server);
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

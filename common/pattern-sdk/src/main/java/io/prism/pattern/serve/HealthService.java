// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern.serve;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import grpc.health.v1.HealthGrpc;
import grpc.health.v1.HealthOuterClass;
import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.prism.core.failure.GatewayException.Unknown;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code grpc.health.v1.Health}, answered from what a program says of itself. */
public final class HealthService {

    /** How often a watched status is looked at. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Where a program says how it is. */
    @FunctionalInterface
    public interface Status {
        /**
         * The status of a service.
         *
         * @param service full gRPC name; empty means the program as a whole
         * @return empty when there is no such service; never blocks
         */
        Optional<ServingStatus> of(String service);
    }

    private HealthService() {}

    /** The service, answering from {@code status}. */
    public static ServedInterface of(Status status) {
        return new ServedInterface(
                HealthGrpc.SERVICE_NAME,
                List.of(
                        new ServedMethod.Unary<HealthCheckRequest, HealthCheckResponse>(
                                HealthGrpc.getCheckMethod(), (request, _) -> check(status, request.getService())),
                        new ServedMethod.ServerStream<HealthCheckRequest, HealthCheckResponse>(
                                HealthGrpc.getWatchMethod(), (request, _) -> watch(status, request.getService()))));
    }

    static List<ServiceDescriptor> descriptors() {
        return HealthOuterClass.getDescriptor().getServices();
    }

    private static Uni<HealthCheckResponse> check(Status status, String service) {
        ServingStatus now = status.of(service).orElseThrow(() -> new Unknown("service", service, List.of()));
        return Uni.createFrom().item(response(now));
    }

    private static Multi<HealthCheckResponse> watch(Status status, String service) {
        return Multi.createFrom()
                .ticks()
                .every(LOOK)
                .onOverflow()
                .drop()
                .map(_ -> status.of(service).orElse(ServingStatus.UNKNOWN))
                .skip()
                .repetitions()
                .map(HealthService::response);
    }

    private static HealthCheckResponse response(ServingStatus status) {
        return HealthCheckResponse.newBuilder().setStatus(status).build();
    }
}

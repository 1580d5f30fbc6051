// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve.descriptor;

import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.protobuf.syntax.ServiceDecl;
import io.prism.schema.protobuf.syntax.ServiceDecl.Call;
import io.prism.schema.protobuf.syntax.ServiceDecl.Side;
import java.util.List;

/** The services of descriptors. */
final class Services {

    private Services() {}

    static List<ServiceDecl> of(List<ServiceDescriptorProto> services) {
        return services.stream()
                .map(service -> new ServiceDecl(
                        service.getName(),
                        service.getMethodList().stream().map(Services::call).toList(),
                        DescriptorOptions.of(service.getOptions()),
                        SchemaLocation.WHOLE))
                .toList();
    }

    private static Call call(MethodDescriptorProto method) {
        return new Call(
                method.getName(),
                new Side(method.getInputType(), method.getClientStreaming()),
                new Side(method.getOutputType(), method.getServerStreaming()),
                DescriptorOptions.of(method.getOptions()),
                SchemaLocation.WHOLE);
    }
}

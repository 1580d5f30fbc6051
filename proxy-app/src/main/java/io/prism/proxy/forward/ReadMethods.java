// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.forward;

import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.prism.contracts.Contracts;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows the methods that only read: the only ones that are sent again when it is unclear what became of them. */
public final class ReadMethods {

    private static final Set<String> PATHS = Contracts.services().stream()
            .flatMap(service -> service.getMethods().stream())
            .filter(ReadMethods::reads)
            .filter(method -> !method.isClientStreaming())
            .map(ReadMethods::path)
            .collect(Collectors.toUnmodifiableSet());

    private ReadMethods() {}

    /** Whether the method that a path {@code /package.Service/Method} names only reads one message and has no effect. */
    static boolean reads(String path) {
        return PATHS.contains(path);
    }

    /** Whether a method's proto says that it has no side effects. */
    public static boolean reads(MethodDescriptor method) {
        return method.toProto().getOptions().getIdempotencyLevel() == IdempotencyLevel.NO_SIDE_EFFECTS;
    }

    private static String path(MethodDescriptor method) {
        return "/" + method.getService().getFullName() + "/" + method.getName();
    }
}

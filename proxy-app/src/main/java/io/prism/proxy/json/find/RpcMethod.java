// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.find;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.prism.proxy.forward.ReadMethods;

/**
 * A method that can be called.
 *
 * @param descriptor the method as its proto says it
 * @param reads whether it has no side effects, so that GET will do
 */
public record RpcMethod(MethodDescriptor descriptor, boolean reads) {

    /** The method with this descriptor. */
    public static RpcMethod of(MethodDescriptor descriptor) {
        return new RpcMethod(descriptor, ReadMethods.reads(descriptor));
    }

    /** Full gRPC name of its service. */
    public String service() {
        return descriptor.getService().getFullName();
    }

    /** Full gRPC name of the method: {@code package.Service/Method}. */
    public String fullName() {
        return service() + "/" + descriptor.getName();
    }

    /** Whether the answer is a stream. */
    public boolean streams() {
        return descriptor.isServerStreaming();
    }

    /** The HTTP methods it takes, as the header {@code allow} lists them. */
    public String allow() {
        return reads ? "GET, POST, OPTIONS" : "POST, OPTIONS";
    }
}

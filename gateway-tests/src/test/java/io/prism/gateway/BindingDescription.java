// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.grpc.Channel;
import io.prism.contracts.binding.BindingInterfaceGrpc;
import io.prism.contracts.binding.BindingInterfaceGrpc.BindingInterfaceBlockingStub;
import io.prism.contracts.binding.DescribeBindingRequest;
import io.prism.contracts.binding.DescribeBindingResponse;
import io.prism.core.Keyspace;

/** Asks one binding what it is. */
final class BindingDescription {

    private final BindingInterfaceBlockingStub stub;

    BindingDescription(Channel channel, String namespace, String binding) {
        this.stub = BindingInterfaceGrpc.newBlockingStub(channel)
                .withInterceptors(GatewayKeyValue.headers(new Keyspace(namespace, binding)));
    }

    DescribeBindingResponse now() {
        return stub.withDeadlineAfter(RunningPrism.PATIENCE)
                .describeBinding(DescribeBindingRequest.getDefaultInstance());
    }
}

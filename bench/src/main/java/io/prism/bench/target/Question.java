// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.GetResponse;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueScanInterfaceGrpc;
import io.prism.contracts.keyvalue.ScanRequest;
import io.prism.contracts.keyvalue.ScanResponse;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.keyvalue.SetResponse;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the calls of a scenario ask. The requests are built once: what is measured is the target, not the building of
 * messages.
 *
 * @param method which method
 * @param requests what to ask for in turn
 * @param right whether a message is what was asked for
 * @param messages how many of them a whole answer has
 */
record Question<Q, A>(MethodDescriptor<Q, A> method, List<Q> requests, Predicate<A> right, int messages) {

    static Question<?, ?> of(Scenario scenario, int keys) {
        KeyNames names = new KeyNames(scenario.valueBytes(), keys);
        return switch (scenario.kind()) {
            case GET -> get(names);
            case SET -> set(names);
            case SCAN -> scan(names, names.prefixes(), names.ofAPrefix());
            case STREAM -> scan(names, List.of(names.prefix()), keys);
        };
    }

    Q request(long number) {
        return requests.get((int) (number % requests.size()));
    }

    boolean isStream() {
        return method.getType() == MethodDescriptor.MethodType.SERVER_STREAMING;
    }

    private static Question<GetRequest, GetResponse> get(KeyNames names) {
        return new Question<>(
                KeyValueBasicInterfaceGrpc.getGetMethod(),
                names.all().stream()
                        .map(key -> GetRequest.newBuilder().setKey(key).build())
                        .toList(),
                answer -> answer.getFound() && answer.getValue().size() == names.valueBytes(),
                1);
    }

    private static Question<SetRequest, SetResponse> set(KeyNames names) {
        ByteString value = ByteString.copyFrom(new byte[names.valueBytes()]);
        return new Question<>(
                KeyValueBasicInterfaceGrpc.getSetMethod(),
                names.all().stream()
                        .map(key -> SetRequest.newBuilder()
                                .setKey(key)
                                .setValue(value)
                                .build())
                        .toList(),
                SetResponse::getSuccess,
                1);
    }

    private static Question<ScanRequest, ScanResponse> scan(KeyNames names, List<String> prefixes, int messages) {
        return new Question<>(
                KeyValueScanInterfaceGrpc.getScanMethod(),
                prefixes.stream()
                        .map(prefix ->
                                ScanRequest.newBuilder().setPrefix(prefix).build())
                        .toList(),
                entry -> entry.getValue().size() == names.valueBytes(),
                messages);
    }
}

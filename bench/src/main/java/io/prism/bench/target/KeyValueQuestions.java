// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import com.google.protobuf.ByteString;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.GetResponse;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.KeyValueScanInterfaceGrpc;
import io.prism.contracts.keyvalue.ScanRequest;
import io.prism.contracts.keyvalue.ScanResponse;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.contracts.keyvalue.SetResponse;
import java.util.List;

/** What the scenarios of KeyValue ask of a gateway. */
final class KeyValueQuestions {

    private KeyValueQuestions() {}

    static Question<?, ?> of(Scenario scenario, int keys) {
        KeyNames names = new KeyNames(scenario.valueBytes(), keys);
        return switch (scenario.kind()) {
            case GET -> get(names);
            case SET -> set(names);
            case SCAN -> scan(names, names.prefixes(), names.ofAPrefix());
            case STREAM -> scan(names, List.of(names.prefix()), keys);
        };
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

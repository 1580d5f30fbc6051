// SPDX-License-Identifier: Apache-2.0
package io.prism.core.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import io.prism.core.Consistency;
import io.prism.core.Durability;
import io.prism.core.Keyspace;
import io.prism.core.ModelNeeds;
import io.prism.core.Needs;
import io.prism.core.OptionMap;
import io.prism.core.TransactionIsolation;
import io.prism.core.failure.GatewayException.Rejected;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingCodecTest {

    private static final BindingSpec BINDING = new BindingSpec(
            new Keyspace("orders", "sessions"),
            "keyvalue",
            Map.of(
                    "store",
                    new BackendSpec("cache", "redis", new OptionMap("backends.cache", Map.of("pool.max", "10")))),
            new OptionMap("bindings.orders/sessions", Map.of("default-ttl", "1h")),
            new Needs(
                    Optional.of(Durability.FSYNC),
                    List.of(new ModelNeeds.KeyValue(
                            Optional.of(Consistency.LINEARIZABLE),
                            Optional.of(TransactionIsolation.SERIALIZABLE),
                            Optional.of(Duration.ofMillis(10)),
                            Optional.of(1L << 20)))));

    @Test
    void readsBackWhatItWrote() {
        assertThat(BindingCodec.fromStruct(BindingCodec.toStruct(List.of(BINDING))))
                .containsExactly(BINDING);
    }

    @Test
    void readsNumbersAndTruthAsTheirText() throws InvalidProtocolBufferException {
        // Given
        Struct config = json("""
                {"bindings": [{"namespace": "n", "binding": "b", "pattern": "p",
                               "slots": {"store": {"backend": "x", "driver": "y", "config": {"n": 10, "t": true}}}}]}
                """);

        // When
        var binding = BindingCodec.fromStruct(config).getFirst();

        // Then
        var settings = new OptionMap("backends.x", Map.of("n", "10", "t", "true"));
        assertThat(binding.slots()).containsExactly(Map.entry("store", new BackendSpec("x", "y", settings)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | config.bindings must be a list",
                "{\"bindings\": [1]} | config.bindings[0] must be an object",
                "{\"bindings\": [{}]} | config.bindings[0].namespace must be a text",
                "{\"bindings\": [{\"slots\": {\"store\": {}}}]} | config.bindings[0].slots.store.backend must be a text",
                "{\"bindings\": [{\"slots\": {\"store\": {\"backend\": \"b\", \"config\": {\"x\": []}}}}]}"
                        + " | config.bindings[0].slots.store.config.x must be a text"
            })
    void namesWhatIsWrong(String config, String message) {
        assertThatThrownBy(() -> BindingCodec.fromStruct(json(config)))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(message.strip());
    }

    private static Struct json(String text) throws InvalidProtocolBufferException {
        Struct.Builder struct = Struct.newBuilder();
        JsonFormat.parser().merge(text, struct);
        return struct.build();
    }
}

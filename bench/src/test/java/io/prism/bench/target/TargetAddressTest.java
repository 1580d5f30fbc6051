// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetAddressTest {

    @ParameterizedTest
    @CsvSource({
        "gw=127.0.0.1:8980/default, gw, 127.0.0.1, 8980, default",
        "v6=[::1]:1/a.b, v6, ::1, 1, a.b",
    })
    void readsHostAndPort(String text, String name, String host, int port, String namespace) {
        // When
        TargetAddress address = TargetAddress.parse(text).orElseThrow();

        // Then
        assertThat(address.name()).isEqualTo(name);
        assertThat(address.namespace()).isEqualTo(namespace);
        assertThat(address.socket().host()).isEqualTo(host);
        assertThat(address.socket().port()).isEqualTo(port);
    }

    @Test
    void readsAUnixSocket() {
        // When
        TargetAddress address =
                TargetAddress.parse("direct=unix:/run/kv.sock/orders").orElseThrow();

        // Then
        assertThat(address.socket().path()).isEqualTo("/run/kv.sock");
        assertThat(address.namespace()).isEqualTo("orders");
    }

    @ParameterizedTest
    @CsvSource({
        "a=driver:memory/bench, memory",
        "a=driver:redis://127.0.0.1:6379/bench, redis://127.0.0.1:6379",
    })
    void readsADriver(String text, String driver) {
        // When
        TargetAddress address = TargetAddress.parse(text).orElseThrow();

        // Then
        assertThat(address.driver()).contains(driver);
        assertThat(address.namespace()).isEqualTo("bench");
        assertThat(address.named("b").toString()).startsWith("'b' (driver:" + driver);
    }

    @Test
    void aStateStoreOfDaprIsOnThisMachine() {
        // When
        TargetAddress address = TargetAddress.ofDapr("dapr", 20_001, "redis");

        // Then
        assertThat(address.isDapr()).isTrue();
        assertThat(address.driver()).isEmpty();
        assertThat(address.socket().host()).isEqualTo("127.0.0.1");
        assertThat(address.socket().port()).isEqualTo(20_001);
        assertThat(address).hasToString("'dapr' (dapr:127.0.0.1:20001, namespace redis)");
        assertThat(TargetAddress.parse("a=dapr:127.0.0.1:20001/redis")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gw",
                "gw=host/ns",
                "gw=host:0/ns",
                "gw=host:70000/ns",
                "gw=host:1",
                "a,b=h:1/ns",
                "=h:1/n",
                "a=driver:file/n",
                "a=driver:redis://h/n"
            })
    void refusesAnythingElse(String text) {
        assertThat(TargetAddress.parse(text)).isEmpty();
    }
}

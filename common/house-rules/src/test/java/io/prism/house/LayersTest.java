// SPDX-License-Identifier: Apache-2.0
package io.prism.house;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersTest {

    @ParameterizedTest
    @CsvSource({
        "contracts.keyvalue, core",
        "core, spi",
        "core.config, backends.redis",
        "spi, backends.redis",
        "spi, pattern",
        "backends.redis.connect, patterns.keyvalue",
        "backends.redis, backends.memory",
        "backends.redis, pattern",
        "backends.redis, proxy",
        "pattern.serve, backends.redis",
        "pattern, patterns.keyvalue",
        "patterns.keyvalue.serve, backends.redis",
        "patterns.keyvalue, patterns.queue",
        "patterns.keyvalue, host",
        "host, proxy",
        "proxy.route, patterns.keyvalue",
        "proxy.route, backends.redis",
        "proxy, launcher",
        "proxy, host",
        "launcher, proxy",
        "launcher, spi",
        "launcher, pattern",
        "launcher, backends.redis",
        "registry, spi",
        "registry, proxy",
        "schema.json, core",
        "testkit.keyvalue, backends.redis",
        "bench.rounds, backends.redis",
        "house, core"
    })
    void mayNotSee(String from, String to) {
        assertThatThrownBy(() -> check(from, to))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(" may not see ")
                .hasMessageContaining("io.prism." + to + ".Seen");
    }

    @ParameterizedTest
    @CsvSource({
        "contracts.keyvalue, contracts.common",
        "core, contracts.common",
        "spi, core.failure",
        "backends.redis.connect, spi",
        "backends.redis, backends.redis.connect",
        "pattern.serve, spi",
        "patterns.keyvalue.serve, patterns.keyvalue",
        "patterns.keyvalue, pattern.serve",
        "host, patterns.keyvalue",
        "host, backends.redis",
        "proxy.forward, pattern.serve",
        "proxy, patterns.keyvalue",
        "proxy, backends.redis",
        "launcher.place, core",
        "registry.serve, schema.json",
        "bench.target.driver, backends.redis",
        "gateway, testkit"
    })
    void maySee(String from, String to) {
        check(from, to);
    }

    @Test
    void everyPackageHasALayer() {
        assertThatThrownBy(() -> check("attic", "attic.box"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.prism.attic.Seeing is in no layer");
    }

    @Test
    void anArrayIsSeenToo() {
        assertThatThrownBy(() -> check("core", "spi", "io.prism.spi.Seen[][]"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("core may not see spi");
    }

    private static void check(String from, String to) {
        check(from, to, "io.prism." + to + ".Seen");
    }

    private static void check(String from, String to, String type) {
        Layers.KEPT.check(PlantedCode.compiled(List.of(
                "package io.prism.%s; class Seeing { %s it; }".formatted(from, type),
                "package io.prism.%s; public class Seen {}".formatted(to))));
    }
}

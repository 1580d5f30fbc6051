// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Durability;
import io.prism.core.ModelNeeds;
import io.prism.core.Needs;
import io.prism.core.TransactionIsolation;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.BindingConfig;
import io.prism.core.config.DoorLimits;
import io.prism.core.config.HostPort;
import io.prism.core.config.Isolation;
import io.prism.core.config.LauncherConfig;
import io.prism.core.config.NamespaceConfig;
import io.prism.core.config.NamespaceLimits;
import io.prism.core.config.ObserveConfig;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.ProcessLimits;
import io.prism.core.config.ProxyConfig;
import io.prism.core.config.RegistryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoodFilesTest {

    private static final String LEAST = "backends: { m: { type: memory } }\nnamespaces: []\n";

    @Test
    void pinsTheDefaults() {
        // When
        PrismConfig config = Samples.parse(LEAST);

        // Then
        assertThat(config.proxy())
                .isEqualTo(new ProxyConfig(
                        new HostPort("127.0.0.1", 8980),
                        new HostPort("127.0.0.1", 9080),
                        Duration.ofSeconds(30),
                        1000,
                        1000,
                        10_000,
                        16 << 10,
                        Duration.ofSeconds(10),
                        new DoorLimits(
                                20_000,
                                64 << 20,
                                64 << 20,
                                1000,
                                100,
                                Duration.ofMinutes(10),
                                Duration.ZERO,
                                Duration.ofMinutes(1),
                                Duration.ofMillis(100),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(5)),
                        new ObserveConfig(
                                new ObserveConfig.Tracing(Optional.empty(), 0.01),
                                new ObserveConfig.AccessLog(ObserveConfig.Calls.NONE, 0.01))));
        assertThat(config.launcher())
                .isEqualTo(new LauncherConfig(
                        new HostPort("127.0.0.1", 8982),
                        new HostPort("127.0.0.1", 9082),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        100,
                        1,
                        ProcessLimits.NONE));
        assertThat(config.registry())
                .isEqualTo(new RegistryConfig(
                        true,
                        new HostPort("127.0.0.1", 8081),
                        new HostPort("127.0.0.1", 9083),
                        "sqlite:data/registry.db",
                        Optional.empty(),
                        Map.of()));
        assertThat(Samples.backend(config, "m").options())
                .isEqualTo(Map.of("max-bytes", "256MiB", "max-keys", "1000000"));
        assertThat(config.namespaces()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        // When
        PrismConfig config = Samples.parse(Samples.EVERYTHING);

        // Then
        assertThat(config.proxy())
                .isEqualTo(new ProxyConfig(
                        new HostPort("127.0.0.1", 18980),
                        new HostPort("::1", 19080),
                        Duration.ofSeconds(20),
                        10,
                        11,
                        12,
                        32 << 10,
                        Duration.ZERO,
                        new DoorLimits(
                                13,
                                1 << 20,
                                2 << 20,
                                14,
                                15,
                                Duration.ofHours(1),
                                Duration.ofDays(1),
                                Duration.ofSeconds(5),
                                Duration.ofMillis(16),
                                Duration.ofSeconds(17),
                                Duration.ofMillis(18)),
                        new ObserveConfig(
                                new ObserveConfig.Tracing(
                                        Optional.of(new ObserveConfig.Collector(
                                                true, new HostPort("collector.local", 4317))),
                                        0.5),
                                new ObserveConfig.AccessLog(ObserveConfig.Calls.SAMPLED, 1))));
        assertThat(config.launcher())
                .isEqualTo(new LauncherConfig(
                        new HostPort("localhost", 18982),
                        new HostPort("127.0.0.1", 0),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(2),
                        3,
                        0,
                        new ProcessLimits(512 << 20, 2, 1024)));
        assertThat(config.registry())
                .isEqualTo(new RegistryConfig(
                        false,
                        new HostPort("0.0.0.0", 18081),
                        new HostPort("0.0.0.0", 0),
                        "postgres:postgresql://ann@db.example:5433/registry?schema=one",
                        Optional.of("${env:REGISTRY_PASSWORD}"),
                        Samples.SETTINGS_OF_THE_REGISTRY));
        assertThat(config.backends().keySet()).containsExactly("memory", "files", "queue");
        assertThat(config.namespaces().keySet()).containsExactly("default", "orders");
        assertThat(config.namespaces().values())
                .extracting(NamespaceConfig::limits)
                .containsExactly(new NamespaceLimits(0, 0, 10_000), new NamespaceLimits(16, 17 << 10, 18));
        assertThat(config.namespaces().values())
                .extracting(NamespaceConfig::priority)
                .containsExactly(NamespaceConfig.Priority.NORMAL, NamespaceConfig.Priority.LOW);
    }

    @Test
    void flattensOptionsAndFillsInDefaults() {
        // When
        PrismConfig config = Samples.parse(Samples.EVERYTHING);

        // Then
        assertThat(Samples.backend(config, "queue").options())
                .containsEntry("pool.max", "7")
                .doesNotContainKeys("pin", "type");
        assertThat(Samples.backend(config, "files").options())
                .containsEntry("synchronous", "off")
                .containsEntry("readers", "4");
        assertThat(Samples.backend(Samples.parse("backends: { q: { type: bus, pool.max: 3 } }\nnamespaces: []"), "q")
                        .options())
                .containsExactly(Map.entry("pool.max", "3"));
    }

    @Test
    void findsFilesFromTheFolderOfTheFile() {
        // Given
        String text = "backends: { a: { type: sqlite, path: ./d/../a.db }, b: { type: sqlite, path: /b.db },"
                + " c: { type: sqlite, path: '${env:DIR}/c.db' }, d: { type: bus, password: '${file:s}' } }\n"
                + "namespaces: []";

        // When
        PrismConfig config = PrismConfigFile.parse(text, Path.of("/etc/prism/prism.yaml"), Samples.catalogue());

        // Then
        assertThat(Samples.backend(config, "a").options()).containsEntry("path", "/etc/prism/a.db");
        assertThat(Samples.backend(config, "b").options()).containsEntry("path", "/b.db");
        assertThat(Samples.backend(config, "c").options()).containsEntry("path", "${env:DIR}/c.db");
        assertThat(Samples.backend(config, "d").options()).containsEntry("password", "${file:/etc/prism/s}");
    }

    @Test
    void givesBindingsTheirNamespacesIsolationUnlessTheyHaveTheirOwn() {
        // When
        PrismConfig config = Samples.parse(Samples.EVERYTHING);

        // Then
        assertThat(Samples.binding(config, "default", "kv").isolation()).isEqualTo(Isolation.EMBEDDED);
        assertThat(Samples.binding(config, "default", "kept").isolation()).isEqualTo(Isolation.SESSION);
    }

    @Test
    void readsTheShortFormAsOneBindingNamedAfterItsPattern() {
        // When
        NamespaceConfig orders =
                Samples.parse(Samples.EVERYTHING).namespace("orders").orElseThrow();

        // Then
        assertThat(orders.isolation()).isEqualTo(Isolation.NAMESPACE);
        assertThat(orders.bindings())
                .containsExactly(Map.entry(
                        "keyvalue",
                        new BindingConfig(
                                "orders",
                                "keyvalue",
                                "keyvalue",
                                Isolation.NAMESPACE,
                                Map.of("store", "files"),
                                Map.of(
                                        "default-ttl", "1d",
                                        "max-value-size", "1MiB",
                                        "idle-timeout", "5m",
                                        "idempotency-window", "1h",
                                        "max-operations", "100"),
                                Needs.NONE)));
    }

    @Test
    void readsWhatABindingNeedsOfItsDataModel() {
        // Given
        String text =
                "backends: { f: { type: sqlite, path: x.db } }\nnamespaces:\n  - { name: n, pattern: keyvalue, backend:"
                        + " f, needs: { durability: process, keyvalue: { transactions: serializable, ttl-precision: 10ms } } }\n";

        // When
        PrismConfig config = Samples.parse(text);

        // Then
        assertThat(config.namespace("n").orElseThrow().bindings().get("keyvalue"))
                .extracting(BindingConfig::needs)
                .isEqualTo(new Needs(
                        Optional.of(Durability.PROCESS),
                        List.of(new ModelNeeds.KeyValue(
                                Optional.empty(),
                                Optional.of(TransactionIsolation.SERIALIZABLE),
                                Optional.of(Duration.ofMillis(10)),
                                Optional.empty()))));
    }

    @Test
    void takesAliasesEmptySectionsQuotedNumbersAndAByteOrderMark() {
        // Given
        String text = "\uFEFFproxy:\nlauncher: ~\nbackends: { a: &m { type: memory, max-keys: \"5\" }, b: *m }\n"
                + "namespaces:\n  - { name: n, pattern: keyvalue, backend: b, config: }\n";

        // When
        PrismConfig config = Samples.parse(text);

        // Then
        assertThat(Samples.backend(config, "b").options())
                .isEqualTo(Samples.backend(config, "a").options())
                .containsEntry("max-keys", "5");
    }

    @Test
    void letsListenersMeetThatAreSwitchedOffOrFree() {
        // Given
        String text = LEAST
                + "proxy: { listen: 127.0.0.1:8081, management: 127.0.0.1:0 }\n"
                + "launcher: { listen: 127.0.0.2:8081, management: 127.0.0.1:0 }\n"
                + "schema-registry: { enabled: false }\n";

        // When
        PrismConfig config = Samples.parse(text);

        // Then
        assertThat(config.proxy().listen()).hasToString("127.0.0.1:8081");
    }

    @Test
    void handsOutMapsThatCannotBeChanged() {
        // Given
        PrismConfig config = Samples.parse(Samples.EVERYTHING);

        // When / Then
        assertThatThrownBy(() -> config.backends().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() ->
                        config.namespace("default").orElseThrow().bindings().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Samples.backend(config, "memory").options().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void showsNoOptionValueInItsTextForm() {
        // Given
        String text = "backends: { q: { type: bus, password: hunter2, url: hunter2 } }\nnamespaces: []";

        // When
        PrismConfig config = Samples.parse(text);

        // Then
        assertThat(config.toString()).contains("password").doesNotContain("hunter2");
    }

    @Test
    void acceptsTheShippedFile() {
        // When
        PrismConfig config = PrismConfigFile.load(Samples.ofProject("prism.yaml"), Catalogue.builtIn());

        // Then
        BindingConfig embedded = Samples.binding(config, "default", "kv");
        BindingConfig demo = Samples.binding(config, "demo", "kv");
        assertThat(embedded.isolation()).isEqualTo(Isolation.EMBEDDED);
        assertThat(embedded.slots()).containsEntry("store", "memory");
        assertThat(demo.isolation()).isEqualTo(Isolation.NAMESPACE);
        assertThat(demo.slots()).containsEntry("store", "files");
        assertThat(Samples.backend(config, "files").options().get("path"))
                .isEqualTo(Samples.ofProject("data/prism.db")
                        .toAbsolutePath()
                        .normalize()
                        .toString());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.catalogue.BackendType;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.catalogue.DurabilityRule;
import io.prism.core.catalogue.OptionKind;
import io.prism.core.catalogue.OptionType;
import io.prism.core.config.BackendConfig;
import io.prism.core.config.BindingConfig;
import io.prism.core.config.PrismConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Texts of configuration files, and a catalogue with a backend type that has secrets and claims little. */
public final class Samples {

    /** What the texts are said to be from. */
    public static final Path FILE = Path.of("prism.yaml");

    /** What {@link #EVERYTHING} says of who may do what with the schema registry, and how much. */
    public static final Map<String, String> SETTINGS_OF_THE_REGISTRY = Map.ofEntries(
            Map.entry("access.enabled", "true"),
            Map.entry("access.rules[0].allow", "group:ops"),
            Map.entry("access.rules[0].to", "admin"),
            Map.entry("access.rules[1].allow", "ann"),
            Map.entry("access.rules[1].to", "write"),
            Map.entry("access.rules[1].subjects", "a$b-*"),
            Map.entry("access.rules-file", "rules"),
            Map.entry("access.users-file", "users"),
            Map.entry("access.tokens-file", "tokens"),
            Map.entry("access.jwt.public-key", "key.pem"),
            Map.entry("access.jwt.issuer", "https://id.example"),
            Map.entry("access.jwt.audience", "registry"),
            Map.entry("access.jwt.groups", "realm/roles"),
            Map.entry("limits.request-size", "8388608"),
            Map.entry("limits.concurrent-requests", "19"),
            Map.entry("limits.call-memory", "67108864"),
            Map.entry("limits.memory-wait", "PT1.5S"),
            Map.entry("limits.schema-size", "20480"),
            Map.entry("limits.subject-size", "21504"),
            Map.entry("limits.schema-depth", "22"),
            Map.entry("limits.schema-parts", "23"),
            Map.entry("limits.references", "24"),
            Map.entry("limits.reference-depth", "25"),
            Map.entry("limits.reference-size", "26624"),
            Map.entry("limits.comparison-steps", "27"),
            Map.entry("limits.name-bytes", "28"),
            Map.entry("limits.page-size", "29"),
            Map.entry("limits.schema-page-size", "30"),
            Map.entry("limits.cache-size", "31744"),
            Map.entry("limits.attempts", "32"));

    /** Uses every key; what the mutations start from. */
    public static final String EVERYTHING = """
            proxy:
              listen: 127.0.0.1:18980
              management: "[::1]:19080"
              hold-time: 20s
              hold-calls: 10
              max-streams: 11
              max-connections: 12
              max-header-size: 32KiB
              drain-time: 0s
              limits:
                max-calls: 13
                max-message-size: 1MiB
                max-unread: 2MiB
                max-resets: 14
                max-pings: 15
                idle-time: 1h
                max-age: 1d
                keep-alive: 5s
                overload-lag: 16ms
                process-ping: 17s
                process-patience: 18ms
              tracing: { endpoint: "https://collector.local:4317", sample-ratio: 0.5 }
              access-log: { calls: sampled, sample-ratio: 1 }
            launcher:
              listen: localhost:18982
              management: 127.0.0.1:0
              start-time: 1m
              grace: 2s
              max-processes: 3
              spares: 0
              process-memory: 512MiB
              process-cpus: 2
              process-files: 1024
            schema-registry:
              enabled: false
              listen: 0.0.0.0:18081
              management: 0.0.0.0:0
              store: postgres:postgresql://ann@db.example:5433/registry?schema=one
              store-password: ${env:REGISTRY_PASSWORD}
              access:
                rules:
                  - { allow: "group:ops", to: admin }
                  - { allow: ann, to: write, subjects: "a$b-*" }
                rules-file: rules
                users-file: users
                tokens-file: tokens
                jwt: { public-key: key.pem, issuer: "https://id.example", audience: registry, groups: realm/roles }
              limits:
                request-size: 8MiB
                concurrent-requests: 19
                call-memory: 64MiB
                memory-wait: 1500ms
                schema-size: 20KiB
                subject-size: 21KiB
                schema-depth: 22
                schema-parts: 23
                references: 24
                reference-depth: 25
                reference-size: 26KiB
                comparison-steps: 27
                name-bytes: 28
                page-size: 29
                schema-page-size: 30
                cache-size: 31KiB
                attempts: 32
            backends:
              memory: { type: memory, max-bytes: 1GiB, max-keys: 5 }
              files: { type: sqlite, path: data/prism.db, synchronous: "off", busy-timeout: 1s, readers: 4 }
              queue: { type: bus, url: "bus://${env:BUS_HOST}", password: "${file:secret.txt}", pool: { max: 7 } }
            namespaces:
              - name: default
                isolation: embedded
                bindings:
                  - name: kv
                    pattern: keyvalue
                    slots: { store: memory }
                  - name: kept
                    pattern: keyvalue
                    isolation: session
                    backend: files
                    config: { default-ttl: 1h, max-value-size: 2MiB, idle-timeout: 10m }
              - name: orders
                pattern: keyvalue
                backend: files
                config:
                  default-ttl: 1d
                limits: { calls-per-second: 16, bytes-per-second: 17KiB, calls-of-binding: 18 }
                priority: low
            """;

    private Samples() {}

    /** The built-in catalogue and the backend type {@code bus}. */
    public static Catalogue catalogue() {
        Catalogue builtIn = Catalogue.builtIn();
        Map<String, OptionType> options = new LinkedHashMap<>();
        List.of(
                        OptionType.text("url", "Where it is."),
                        OptionType.text("password", "Who we are.").asSecret(),
                        new OptionType(
                                "pin", "A secret number.", OptionKind.NUMBER, List.of(), 0, false, null, true, false),
                        new OptionType(
                                "pool.max", "Connections.", OptionKind.NUMBER, List.of(), 1, false, "10", false, false))
                .forEach(option -> options.put(option.name(), option));
        List<BackendType> backends = new ArrayList<>(builtIn.backends());
        backends.add(new BackendType(
                "bus", "Carries messages.", Set.of("pubsub_basic"), List.of(), new DurabilityRule.Server(), options));
        return Catalogue.of(builtIn.interfaces(), backends, builtIn.patterns());
    }

    /** The model of {@code text}, read with {@link #catalogue}. */
    public static PrismConfig parse(String text) {
        return PrismConfigFile.parse(text, FILE, catalogue());
    }

    /** The backend with this name, which must be there. */
    public static BackendConfig backend(PrismConfig config, String name) {
        return config.backend(name).orElseThrow();
    }

    /** The binding with this name, which must be there. */
    public static BindingConfig binding(PrismConfig config, String namespace, String name) {
        return config.namespace(namespace).orElseThrow().binding(name).orElseThrow();
    }

    /** A file of the project, by its path from the root. */
    public static Path ofProject(String path) {
        return Path.of(System.getProperty("prism.root", "../..")).resolve(path);
    }

    /** The content of a file. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import io.prism.core.Quantities;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.RegistryConfig;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.RegistryKeys;
import io.prism.core.config.shape.ValueShape;
import io.prism.registry.admit.Access;
import io.prism.registry.admit.AccessSettings;
import io.prism.registry.limit.RegistryLimits;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

/** What {@code prism.yaml} says reaches the registry, under the names and in the forms in which it reads settings. */
class SettingsOfTheFileTest {

    private static final String ACCESS = """
              access:
                users-file: ./people$1
                tokens-file: ./programs
                rules-file: ./rules
                jwt: { public-key: ./key.pem, issuer: "https://id.example", audience: registry, groups: realm/roles }
                rules:
                  - { allow: "group:ops", to: admin }
                  - { allow: ann, to: write, subjects: "a$b-*" }
            """;

    @Test
    void accessIsReadFromTheEnvironmentThatTheLauncherMakes() {
        // When
        AccessSettings access = read(new EnvConfigSource(
                        new TreeMap<>(file(ACCESS).variables()), 300))
                .getConfigMapping(AccessSettings.class);

        // Then
        assertThat(access.enabled()).isTrue();
        assertThat(access.usersFile()).contains(Path.of("./people$1"));
        assertThat(access.tokensFile()).contains(Path.of("./programs"));
        assertThat(access.rulesFile()).contains(Path.of("./rules"));
        assertThat(access.jwt().publicKey()).contains("./key.pem");
        assertThat(access.jwt().issuer()).contains("https://id.example");
        assertThat(access.jwt().audience()).contains("registry");
        assertThat(access.jwt().groups()).isEqualTo("realm/roles");
        assertThat(access.rules())
                .extracting(AccessSettings.Rule::allow, AccessSettings.Rule::to, AccessSettings.Rule::subjects)
                .containsExactly(tuple("group:ops", Access.ADMIN, "*"), tuple("ann", Access.WRITE, "a$b-*"));
    }

    @Test
    void limitsAreReadFromTheEnvironmentThatTheLauncherMakes() {
        // When
        RegistryLimits limits = read(new EnvConfigSource(new TreeMap<>(file("""
                                  limits: { request-size: 8MiB, call-memory: 64MiB, memory-wait: 1500ms, attempts: 7 }
                                """).variables()), 300))
                .getConfigMapping(RegistryLimits.class);

        // Then
        assertThat(limits.requestSize().asLongValue()).isEqualTo(8 << 20);
        assertThat(limits.callMemory().map(MemorySize::asLongValue)).contains(64L << 20);
        assertThat(limits.memoryWait()).isEqualTo(Duration.ofMillis(1500));
        assertThat(limits.attempts()).isEqualTo(7);
        assertThat(limits.schemaDepth()).isEqualTo(300);
    }

    @Test
    void theRegistryHasASettingForEachKeyOfTheFile() {
        // Given
        String limits = RegistryKeys.Limits.SECTION.fields().stream()
                .map(field -> "    " + field.key() + ": " + Objects.requireNonNullElse(field.otherwise(), "64MiB"))
                .collect(Collectors.joining("\n", "  limits:\n", "\n"));
        Map<String, String> settings = new TreeMap<>();
        file(ACCESS + limits).settings().forEach((name, text) -> settings.put("prism.registry." + name, text));

        // Then
        assertThat(settings).hasSize(RegistryKeys.Limits.SECTION.fields().size() + 13);
        assertThatCode(() -> read(new PropertiesConfigSource(settings, "file", 300)))
                .as("a setting that is none is refused")
                .doesNotThrowAnyException();
    }

    @Test
    void theDefaultsOfTheFileAreThoseOfTheRegistry() {
        // Given
        SmallRyeConfig config = read(new PropertiesConfigSource(Map.of(), "nothing", 300));

        // Then
        assertThat(RegistryKeys.Limits.SECTION.fields()).allSatisfy(field -> {
            String name = "prism.registry.limits." + field.key();
            assertThat(config.getOptionalValue(name, type(field)).map(SettingsOfTheFileTest::plain))
                    .as(name)
                    .isEqualTo(Optional.ofNullable(field.otherwise()).map(text -> value(field, text)));
        });
        assertThat(config.getValue("prism.registry.access.jwt.groups", String.class))
                .isEqualTo(RegistryKeys.Jwt.GROUPS.otherwise());
    }

    private static Class<?> type(ConfigField field) {
        return switch (field.shape()) {
            case ValueShape.Bytes _ -> MemorySize.class;
            case ValueShape.Span _ -> Duration.class;
            default -> Long.class;
        };
    }

    private static Object plain(Object value) {
        return value instanceof MemorySize size ? size.asLongValue() : value;
    }

    private static Object value(ConfigField field, String text) {
        return switch (field.shape()) {
            case ValueShape.Bytes _ -> Quantities.bytes(text).orElseThrow();
            case ValueShape.Span _ -> Quantities.duration(text).orElseThrow();
            default -> Long.valueOf(text);
        };
    }

    private static RegistryConfig file(String section) {
        String text = "backends: {}\nnamespaces: []\nschema-registry:\n" + section;
        return PrismConfigFile.parse(text, Path.of("prism.yaml"), Catalogue.builtIn())
                .registry();
    }

    /** Reads settings as Quarkus does. */
    private static SmallRyeConfig read(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(source)
                .withMapping(RegistryLimits.class)
                .withMapping(AccessSettings.class)
                .build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.DoorLimits;
import io.prism.core.config.LauncherConfig;
import io.prism.core.config.NamespaceLimits;
import io.prism.core.config.ObserveConfig;
import io.prism.core.config.ProxyConfig;
import io.prism.core.config.RegistryConfig;
import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.shape.RegistryKeys;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/guide/configuration.md true. */
class GuideTest {

    private static final Pattern FILE_AND_REPORT =
            Pattern.compile("```yaml\\n((?:(?!```)[\\s\\S])*?)```\\n\\n```text\\n(prism\\.yaml:[\\s\\S]*?)\\n```");

    private final String guide = Samples.text(Samples.ofProject("docs/guide/configuration.md"));

    @Test
    void showsReportsAsTheyAre() {
        // Given
        Matcher samples = FILE_AND_REPORT.matcher(guide);

        // When
        List<String[]> pairs = samples.results()
                .map(sample -> new String[] {report(sample.group(1)), sample.group(2)})
                .toList();

        // Then
        assertThat(pairs).hasSize(3).allSatisfy(pair -> assertThat(pair[0]).isEqualTo(pair[1]));
    }

    @Test
    void explainsEveryKeyAndEveryDefault() {
        // Given
        Stream<String> fields = Stream.of(
                        ProxyConfig.SECTION,
                        DoorLimits.SECTION,
                        ObserveConfig.Tracing.SECTION,
                        ObserveConfig.AccessLog.SECTION,
                        LauncherConfig.SECTION,
                        RegistryConfig.SECTION,
                        RegistryKeys.Access.SECTION,
                        RegistryKeys.Jwt.SECTION,
                        RegistryKeys.Rule.SECTION,
                        RegistryKeys.Limits.SECTION)
                .flatMap(section -> section.fields().stream())
                .map(field -> "| `" + field.key() + "` | "
                        + (field.otherwise() == null ? "" : "`" + field.otherwise() + "` |"));
        Stream<String> bindings = Stream.of(
                        FileShape.Namespace.SECTION, NamespaceLimits.SECTION, FileShape.Binding.SECTION)
                .flatMap(section -> section.keys().stream())
                .map(key -> "`" + key + "`");
        Stream<String> options = Stream.concat(
                        Catalogue.builtIn().backends().stream().flatMap(type -> type.options().values().stream()),
                        Catalogue.builtIn().patterns().stream().flatMap(type -> type.options().values().stream()))
                .map(option -> "| `" + option.name() + "` | "
                        + (option.otherwise() == null ? "" : "`" + option.otherwise() + "` |"));

        // When
        List<String> expected =
                Stream.of(fields, bindings, options).flatMap(all -> all).toList();

        // Then
        assertThat(expected)
                .hasSizeGreaterThan(30)
                .allSatisfy(text -> assertThat(guide).contains(text));
    }

    private static String report(String text) {
        return catchThrowableOfType(
                        ConfigException.class, () -> PrismConfigFile.parse(text, Samples.FILE, Catalogue.builtIn()))
                .getMessage();
    }
}

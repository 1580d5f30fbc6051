// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.fault.ConfigFault;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RandomFilesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Puts {@code text} in place of {@code length} characters at a part of the way through. */
    record Edit(int perMille, int length, String text) {
        String applyTo(String file) {
            int from = Math.min(file.length(), file.length() * perMille / 1000);
            int to = Math.min(file.length(), from + length);
            return file.substring(0, from) + text + file.substring(to);
        }
    }

    @Property(tries = 2000)
    void everyMutationOfAGoodFileIsReadOrReported(@ForAll("edits") List<Edit> edits) {
        // Given
        String mutated = Samples.EVERYTHING;
        for (Edit edit : edits) {
            mutated = edit.applyTo(mutated);
        }

        // When / Then
        isReadOrReported(mutated);
    }

    @Property(tries = 1000)
    void everyTextIsReadOrReported(@ForAll("yamlLike") String text) {
        isReadOrReported(text);
    }

    private static void isReadOrReported(String text) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            try {
                assertThat(Samples.parse(text)).isNotNull();
            } catch (ConfigException e) {
                assertThat(e.faults()).isNotEmpty().allSatisfy(RandomFilesTest::isComplete);
                assertThat(e.getMessage().lines()).hasSizeLessThanOrEqualTo(ConfigException.MOST_SHOWN + 1);
            }
        });
    }

    private static void isComplete(ConfigFault fault) {
        assertThat(fault.line()).isPositive();
        assertThat(fault.column()).isPositive();
        assertThat(fault.problem()).isNotBlank();
        assertThat(fault.remedy()).isNotBlank();
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        Arbitrary<String> texts =
                Arbitraries.oneOf(yamlLike(), Arbitraries.strings().ofMaxLength(5));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(0, 40),
                        texts)
                .as(Edit::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> yamlLike() {
        return Arbitraries.of(
                        "backends",
                        "namespaces",
                        "proxy",
                        "name",
                        "type",
                        "memory",
                        "pattern",
                        "bindings",
                        ":",
                        ": ",
                        "\n",
                        "\n  ",
                        "\n    ",
                        "- ",
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        "&a ",
                        "*a",
                        "<<: ",
                        "!!",
                        "!x ",
                        "? ",
                        "|\n",
                        ">-\n",
                        "\"",
                        "'",
                        "\\x",
                        "\\U0010FFFF",
                        "%YAML 1.2\n",
                        "%TAG ! t\n",
                        "---\n",
                        "...\n",
                        "# ",
                        "\t",
                        "\u0000",
                        "\uFEFF",
                        "\u2028",
                        "~",
                        "null",
                        "${",
                        "${env:A}",
                        "${file:\u0000}",
                        "9")
                .list()
                .ofMaxSize(25)
                .map(words -> String.join("", words));
    }
}

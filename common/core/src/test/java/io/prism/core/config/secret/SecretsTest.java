// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.OptionMap;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.core.config.read.Samples;
import io.prism.core.failure.GatewayException.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    private final Secrets secrets =
            Secrets.standard(Map.of("USER", "ann", "TRICK", "${env:USER}", "EMPTY", "", "PIN", "hunter2"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "plain,plain",
                "${env:USER},ann",
                "a ${env:USER} b ${env:USER},a ann b ann",
                "$${env:USER},${env:USER}",
                "$5 and 5$,$5 and 5$",
                "${env:TRICK},${env:USER}",
                "x${env:EMPTY}y,xy"
            })
    void putsValuesInPlaceOfReferences(String text, String resolved) {
        assertThat(secrets.resolve(text)).isEqualTo(resolved);
    }

    @Test
    void readsAFileAtEachUseAndDropsOneLineEnd() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("secret"), "first\n\n");
        String first = secrets.resolve("${file:" + file + "}");
        Files.writeString(file, "second\r\n");

        // When
        String second = secrets.resolve("${file:" + file + "}");

        // Then
        assertThat(first).isEqualTo("first\n");
        assertThat(second).isEqualTo("second");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> secrets.resolve("${env:NONE}"))
                .isInstanceOf(Rejected.class)
                .hasMessage("environment variable NONE is not set");
        assertThatThrownBy(() -> secrets.resolve("${file:" + folder + "/none}"))
                .isInstanceOf(Rejected.class)
                .hasMessage("file " + folder + "/none does not exist");
        assertThatThrownBy(() -> secrets.resolve("${file:" + folder + "}"))
                .isInstanceOf(Rejected.class)
                .hasMessageEndingWith("cannot be read");
        assertThatThrownBy(() -> secrets.resolve("hunter2 ${vault:a}"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("not offered yet")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void refusesAFileThatIsTooLongOrNotText() throws IOException {
        // Given
        Path longest = Files.writeString(folder.resolve("longest"), "x".repeat(64 << 10));
        Path longer = Files.writeString(folder.resolve("longer"), "x".repeat((64 << 10) + 1));
        Path latin = Files.write(folder.resolve("latin"), "é".getBytes(StandardCharsets.ISO_8859_1));

        // When / Then
        assertThat(secrets.resolve("${file:" + longest + "}")).hasSize(64 << 10);
        assertThatThrownBy(() -> secrets.resolve("${file:" + longer + "}")).hasMessageEndingWith("longer than 64 KiB");
        assertThatThrownBy(() -> secrets.resolve("${file:" + latin + "}")).hasMessageEndingWith("is not UTF-8 text");
    }

    @Test
    void turnsABackendIntoSettings() throws IOException {
        // Given
        Files.writeString(folder.resolve("secret.txt"), "hunter2\n");
        PrismConfig config = PrismConfigFile.parse(
                Samples.EVERYTHING.replace("BUS_HOST", "USER"), folder.resolve("prism.yaml"), Samples.catalogue());

        // When
        OptionMap settings = Samples.backend(config, "queue").settings(secrets);

        // Then
        assertThat(settings.where()).isEqualTo("backends.queue");
        assertThat(settings.text("url")).contains("bus://ann");
        assertThat(settings.text("password")).contains("hunter2");
        assertThat(settings.number("pool.max")).isEqualTo(7);
        assertThat(Samples.binding(config, "orders", "keyvalue")
                        .settings(secrets)
                        .text("default-ttl"))
                .contains("1d");
    }

    @Test
    void namesTheOptionThatCannotBeResolved() {
        // Given
        PrismConfig config = Samples.parse(Samples.EVERYTHING);

        // When / Then
        assertThatThrownBy(() -> Samples.backend(config, "queue").settings(Secrets.standard(Map.of())))
                .isInstanceOf(Rejected.class)
                .hasMessage("backends.queue.url needs the environment variable BUS_HOST, which is not set");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Confluent's own client for JavaScript and that of KafkaJS. */
@QuarkusTest
class JavaScriptClientsTest {

    private static final Path SOURCES = Path.of("src/test/npm");
    private static final Path FOLDER = Path.of("target/npm");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "clients.mjs");
    private static final Duration INSTALLATION = Duration.ofMinutes(5);
    private static final Duration RUN = Duration.ofMinutes(2);

    @Test
    void registerLookUpSerialiseAndDeserialise() throws IOException, InterruptedException {
        // Given
        Programs.need(List.of("node", "--version"), List.of("npm", "--version"));
        Files.createDirectories(FOLDER);
        for (String file : FILES) {
            Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        install();

        // When
        String output =
                Programs.run(FOLDER, RUN, "node", "clients.mjs", Rest.base().replaceFirst("/$", ""));

        // Then
        assertThat(output.lines().filter(line -> line.startsWith("ok ")))
                .containsExactly(
                        "ok confluent rest",
                        "ok confluent settings",
                        "ok confluent metadata and rules",
                        "ok confluent deletion",
                        "ok confluent avro",
                        "ok confluent json",
                        "ok confluent protobuf",
                        "ok kafkajs avro",
                        "ok kafkajs json",
                        "ok kafkajs protobuf",
                        "ok kafkajs incompatibility");
    }

    /** Only when the lock file is another one than the last time: an installation takes half a minute. */
    private static void install() throws IOException, InterruptedException {
        Path mark = FOLDER.resolve("installed");
        String wanted = Files.readString(FOLDER.resolve("package-lock.json"));
        if (!Files.exists(mark) || !Files.readString(mark).equals(wanted)) {
            Programs.run(FOLDER, INSTALLATION, "npm", "ci", "--omit=optional", "--no-progress");
            Files.writeString(mark, wanted);
        }
    }
}

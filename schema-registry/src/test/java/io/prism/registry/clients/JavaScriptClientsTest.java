// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Confluent's own client for JavaScript and that of KafkaJS. */
@QuarkusTest
class JavaScriptClientsTest {

    private static final Path SOURCES = Path.of("src/test/npm");
    private static final Path FOLDER = Path.of("target/npm");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "clients.mjs");
    private static final int INSTALL_SECONDS = 300;
    private static final int RUN_SECONDS = 120;

    @Test
    void registerLookUpSerialiseAndDeserialise() throws IOException, InterruptedException {
        // Given
        if (!has("node") || !has("npm")) {
            boolean required = "all".equals(System.getenv("PRISM_TEST_BACKENDS"));
            if (required) {
                fail("node and npm are not on this machine; .mvn/test-servers installs them");
            }
            assumeTrue(false, "node and npm are not on this machine");
        }
        Files.createDirectories(FOLDER);
        for (String file : FILES) {
            Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        install();

        // When
        String output = run(RUN_SECONDS, "node", "clients.mjs", Rest.base().replaceFirst("/$", ""));

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
            run(INSTALL_SECONDS, "npm", "ci", "--omit=optional", "--no-progress");
            Files.writeString(mark, wanted);
        }
    }

    private static boolean has(String program) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(RUN_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static String run(int seconds, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(FOLDER, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as("%s took longer than %d s: %s", List.of(command), seconds, text).isTrue();
        assertThat(process.exitValue()).as("%s: %s", List.of(command), text).isZero();
        return text;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.Deadline;
import io.prism.core.Key;
import io.prism.spi.keyvalue.KeyValueBasic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SqliteCrashTest {

    private static final int KILLS = 3;
    private static final int KEYS_BEFORE_KILL = 2000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void keepsEveryAcknowledgedKeyWhenItsProcessIsKilled() throws IOException, InterruptedException {
        // Given
        var file = folder.resolve("prism.db");
        var acknowledged = new ArrayList<String>();

        // When
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledged.addAll(acknowledgedUntilKilled(file, "run" + kill));
        }

        // Then
        try (var backend = SqliteSubject.backend(file)) {
            var keys = backend.as(KeyValueBasic.class, AcknowledgingWriter.KEYSPACE)
                    .orElseThrow();
            assertThat(acknowledged.stream()
                            .filter(name -> !keys.exists(new Key(name), Deadline.NONE)
                                    .await()
                                    .atMost(Duration.ofSeconds(10))))
                    .isEmpty();
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * KEYS_BEFORE_KILL);
        System.out.println("acknowledged keys checked after kill -9: " + acknowledged.size());
    }

    /** Complete lines only: the last may have been cut off by the kill. */
    private static List<String> acknowledgedUntilKilled(Path file, String run)
            throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AcknowledgingWriter.class.getName(),
                        file.toString(),
                        run)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var text = new StringBuilder();
        try (var out = new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
            for (int lines = 0; lines < KEYS_BEFORE_KILL; lines++) {
                String line = out.readLine();
                assertThat(line).as("the writer ended by itself").isNotNull();
                text.append(line).append('\n');
            }
            // Through the handle: Process itself would close the stream and lose what was printed last.
            assertThat(writer.toHandle().destroyForcibly()).isTrue();
            for (int c = out.read(); c >= 0; c = out.read()) {
                text.append((char) c);
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return text.substring(0, text.lastIndexOf("\n")).lines().toList();
    }
}

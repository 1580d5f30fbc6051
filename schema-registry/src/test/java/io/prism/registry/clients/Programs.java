// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Runs programs of this machine. */
final class Programs {

    private static final Duration CHECK = Duration.ofMinutes(1);

    private Programs() {}

    /** Skips the test when one of {@code checks} does not succeed; with {@code PRISM_TEST_BACKENDS=all} it fails. */
    @SafeVarargs
    static void need(List<String>... checks) throws InterruptedException {
        for (List<String> check : checks) {
            if (!succeeds(check)) {
                String missing = check + " does not work on this machine; .mvn/test-servers installs what it needs";
                if (Objects.equals(System.getenv("PRISM_TEST_BACKENDS"), "all")) {
                    fail(missing);
                }
                assumeTrue(false, missing);
            }
        }
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(CHECK) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** What {@code command} writes. Fails with it when the command does, or takes longer than {@code most}. */
    static String run(Path folder, Duration most, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("prism-client", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(most);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended)
                    .as("%s took longer than %s: %s", List.of(command), most, text)
                    .isTrue();
            assertThat(process.exitValue()).as("%s: %s", List.of(command), text).isZero();
            return text;
        } finally {
            Files.delete(output);
        }
    }
}

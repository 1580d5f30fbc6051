// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that runs a main class of these tests, and what it prints. */
record JavaProcess(Process process) implements AutoCloseable {

    static JavaProcess start(Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new JavaProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line it prints. */
    String line() throws IOException {
        String line = process.inputReader(UTF_8).readLine();
        if (line == null) {
            throw new AssertionError("the process ended by itself");
        }
        return line;
    }

    /** Lets it go on. */
    void tell(String line) throws IOException {
        process.outputWriter(UTF_8).write(line + "\n");
        process.outputWriter(UTF_8).flush();
    }

    /** Waits for its end, and answers what it printed until then. */
    List<String> end() throws IOException, InterruptedException {
        List<String> lines = rest();
        if (process.waitFor() != 0) {
            throw new AssertionError("the process ended with code " + process.exitValue());
        }
        return lines;
    }

    /** Kills it, and answers the complete lines it printed before: the last may have been cut off by the kill. */
    List<String> kill() throws IOException, InterruptedException {
        // Through the handle: Process itself would close the stream and lose what was printed last.
        if (!process.toHandle().destroyForcibly()) {
            throw new AssertionError("the process cannot be killed");
        }
        List<String> lines = rest();
        process.waitFor();
        return lines;
    }

    private List<String> rest() throws IOException {
        var text = new StringBuilder();
        for (int c = process.inputReader(UTF_8).read();
                c >= 0;
                c = process.inputReader(UTF_8).read()) {
            text.append((char) c);
        }
        return text.substring(0, text.lastIndexOf("\n") + 1).lines().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

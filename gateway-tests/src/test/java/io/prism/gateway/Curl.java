// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.prism.testkit.server.ServerMissing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The curl of this machine, used as people use it. */
final class Curl {

    private final String door;

    /** One that calls the door at {@code host:port}. */
    Curl(String door) {
        this.door = door;
    }

    /** What curl prints for a path of the door, called with more arguments. */
    String print(String path, String... arguments) throws IOException, InterruptedException {
        Process curl = start(ProcessBuilder.Redirect.PIPE, path, arguments);
        String printed = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!curl.waitFor(RunningPrism.PATIENCE) || curl.exitValue() != 0) {
            curl.destroyForcibly();
            throw new AssertionError("curl failed at " + path + ": " + printed);
        }
        return printed;
    }

    /** A stream that curl writes to a file, until it is closed or ends. */
    Stream stream(Path file, String path, String... arguments) throws IOException {
        return new Stream(start(ProcessBuilder.Redirect.to(file.toFile()), path, arguments), file);
    }

    /** A curl that runs. */
    record Stream(Process curl, Path file) implements AutoCloseable {
        /** What it has written so far. */
        String printed() throws IOException {
            return Files.readString(file);
        }

        /** Whether it has ended well. */
        boolean ended() {
            return !curl.isAlive() && curl.exitValue() == 0;
        }

        @Override
        public void close() {
            curl.destroyForcibly();
        }
    }

    private Process start(ProcessBuilder.Redirect to, String path, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("curl", "-sSN", "--max-time", "120"));
        command.addAll(List.of(arguments));
        command.add("http://" + door + path);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(to)
                    .start();
        } catch (IOException missing) {
            throw ServerMissing.because("curl", "install Debian's package curl");
        }
    }
}

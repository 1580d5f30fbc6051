// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import io.prism.core.config.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a program really listens, told in a file: {@code listen=127.0.0.1:8980} and {@code management=127.0.0.1:9080},
 * a line each. The file appears whole, once the program listens.
 *
 * @param listen its own address
 * @param management where its health and metrics are
 */
public record Endpoints(HostPort listen, HostPort management) {

    /**
     * Reads a file.
     *
     * @return empty when there is none yet
     * @throws IOException when it cannot be read or says something else
     */
    public static Optional<Endpoints> read(Path file) throws IOException {
        try {
            Map<String, String> lines = Files.readAllLines(file).stream()
                    .map(line -> line.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip(), (_, last) -> last));
            return Optional.of(new Endpoints(address(file, lines, "listen"), address(file, lines, "management")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes a file, whole or not at all. */
    public void write(Path file) throws IOException {
        RunDir.replace(file, "listen=%s%nmanagement=%s%n".formatted(listen, management));
    }

    private static HostPort address(Path file, Map<String, String> lines, String name) throws IOException {
        return HostPort.parse(lines.getOrDefault(name, ""))
                .orElseThrow(() -> new IOException("%s has no line %s=host:port".formatted(file, name)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.process;

import io.prism.core.config.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Tells whoever started this program where it listens: {@code listen=HOST:PORT}, {@code management=HOST:PORT}. */
public final class EndpointFile {

    private EndpointFile() {}

    /** Writes the whole file in one step, so that a reader never sees half of it. */
    public static void write(Path file, HostPort listen, HostPort management) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(unfinished, "listen=%s%nmanagement=%s%n".formatted(listen, management));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.file;

import io.prism.core.Durability;
import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a SQLite backend is configured.
 *
 * @param path the database file, absolute
 * @param synchronous when SQLite waits for the disk
 * @param busyTimeout how long to wait while another process writes
 * @param readers number of threads that read
 */
public record SqliteOptions(Path path, Synchronous synchronous, Duration busyTimeout, int readers) {

    private static final int READERS_MAX = 64;

    /** When SQLite waits for the disk. */
    public enum Synchronous {
        /** At every commit. */
        FULL(Durability.FSYNC),
        /** Only when the write-ahead log is moved into the file. */
        NORMAL(Durability.PROCESS),
        /** Never. What is committed is with the operating system, so it survives the end of the process all the same. */
        OFF(Durability.PROCESS);

        private final Durability durability;

        Synchronous(Durability durability) {
            this.durability = durability;
        }

        /** What an acknowledged write survives. */
        public Durability durability() {
            return durability;
        }
    }

    /**
     * Reads them.
     *
     * @throws Rejected when one is missing or malformed
     */
    public static SqliteOptions from(OptionMap settings) {
        int readers = settings.number("readers");
        if (readers < 1 || readers > READERS_MAX) {
            throw new Rejected(settings.where() + ".readers", "must be 1 to " + READERS_MAX, "" + readers);
        }
        return new SqliteOptions(path(settings), synchronous(settings), settings.duration("busy-timeout"), readers);
    }

    private static Path path(OptionMap settings) {
        String text = settings.required("path");
        // The JDBC driver would read what follows a question mark as options.
        if (text.isBlank() || text.indexOf('?') >= 0) {
            throw new Rejected(settings.where() + ".path", "must be the path of a file, without '?'", text);
        }
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException _) {
            throw new Rejected(settings.where() + ".path", "must be the path of a file", text);
        }
    }

    private static Synchronous synchronous(OptionMap settings) {
        String text = settings.required("synchronous");
        return switch (text) {
            case "full" -> Synchronous.FULL;
            case "normal" -> Synchronous.NORMAL;
            case "off" -> Synchronous.OFF;
            default -> throw new Rejected(settings.where() + ".synchronous", "must be full, normal or off", text);
        };
    }
}

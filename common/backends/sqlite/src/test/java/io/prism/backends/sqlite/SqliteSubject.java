// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.core.Settings;
import io.prism.spi.Backend;
import io.prism.testkit.BackendSubject;
import io.prism.testkit.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** SQLite backends on files of their own, for the contract suites. */
final class SqliteSubject {

    private SqliteSubject() {}

    static Subject open() {
        try {
            Path folder = Files.createTempDirectory("prism-sqlite");
            return new BackendSubject("sqlite", backend(folder.resolve("data/prism.db")), () -> delete(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Backend backend(Path file) {
        return new SqliteDriver().open("files", new Settings("backends.files", Map.of("path", file.toString())));
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.core.catalogue.Catalogue;
import io.prism.spi.Backend;
import io.prism.testkit.BackendSubject;
import io.prism.testkit.ContractSubject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** SQLite backends on files of their own, for the contract suites. */
public final class SqliteSubject {

    private SqliteSubject() {}

    /** A backend on a file in a new folder; both are deleted with the subject. */
    public static ContractSubject open() {
        try {
            Path folder = Files.createTempDirectory("prism-sqlite");
            return new BackendSubject("sqlite", backend(folder.resolve("data/prism.db")), () -> delete(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Backend backend(Path file) {
        return backend(Map.of("path", file.toString()));
    }

    static SqliteBackend backend(Map<String, String> options) {
        return (SqliteBackend) new SqliteDriver()
                .open(
                        "files",
                        Catalogue.builtIn().backend("sqlite").orElseThrow().settings("backends.files", options));
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

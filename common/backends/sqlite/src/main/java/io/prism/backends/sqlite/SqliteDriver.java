// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.backends.sqlite.file.SqliteOptions;
import io.prism.core.OptionMap;
import io.prism.spi.Backend;
import io.prism.spi.Driver;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Makes backends that keep entries in a SQLite file. Options: {@code path}, {@code synchronous}, {@code busy-timeout},
 * {@code readers}.
 */
@ApplicationScoped
public class SqliteDriver implements Driver {

    /** Called by the container, and by tests. */
    public SqliteDriver() {}

    @Override
    public String type() {
        return "sqlite";
    }

    @Override
    public Backend open(String name, OptionMap settings) {
        return new SqliteBackend(name, SqliteOptions.from(settings), Clock.systemUTC());
    }

    @Override
    public Optional<Map<String, String>> rehearsal(Path folder) {
        return Optional.of(Map.of("path", folder.resolve("rehearsal.db").toString(), "synchronous", "off"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite;

import io.prism.backends.sqlite.file.Options;
import io.prism.core.Settings;
import io.prism.spi.Backend;
import io.prism.spi.Driver;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

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
    public Backend open(String name, Settings settings) {
        return new SqliteBackend(name, Options.from(settings), Clock.systemUTC());
    }
}

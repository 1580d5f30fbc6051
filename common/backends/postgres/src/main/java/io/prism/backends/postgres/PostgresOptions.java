// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres;

import io.prism.backends.postgres.connect.DatabaseTarget;
import io.prism.backends.postgres.connect.PostgresConnectionLimits;
import io.prism.backends.postgres.keyvalue.table.Adoption;
import io.prism.backends.postgres.keyvalue.table.Identifiers;
import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.List;
import java.util.Optional;

/**
 * How a PostgreSQL backend is configured.
 *
 * @param target which database, as whom
 * @param limits what the connections may take
 * @param schema quoted name of the schema with Prism's tables
 * @param adopted the table that is used instead of those; empty for none
 */
record PostgresOptions(
        DatabaseTarget target, PostgresConnectionLimits limits, String schema, Optional<Adoption> adopted) {

    private static final String RAW = "raw-keys";
    private static final String SCHEMA = "schema";
    private static final String DEFAULT_SCHEMA = "\"prism\"";
    private static final List<String> ADOPTING = List.of("table", "key-column", "value-column", "expires-column");

    static PostgresOptions from(OptionMap settings) {
        boolean raw = settings.flag(RAW);
        for (String option : raw ? List.of(SCHEMA) : ADOPTING) {
            if (settings.text(option).isPresent()) {
                throw new Rejected(
                        settings.where() + "." + option,
                        "is used only %s raw-keys".formatted(raw ? "without" : "with"),
                        "");
            }
        }
        return new PostgresOptions(
                DatabaseTarget.from(settings),
                PostgresConnectionLimits.from(settings),
                Identifiers.find(settings, SCHEMA).orElse(DEFAULT_SCHEMA),
                raw ? Optional.of(Adoption.from(settings)) : Optional.empty());
    }
}

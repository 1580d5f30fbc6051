// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.ConfigSection;
import io.prism.core.config.shape.SectionValues;
import io.prism.core.config.shape.ValueShape.Flag;
import io.prism.core.config.shape.ValueShape.Guarded;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code schema-registry}.
 *
 * @param enabled whether the schema registry runs
 * @param listen where it serves its REST interface
 * @param management where health and metrics are served
 * @param store where schemas are kept: {@code memory}, {@code sqlite:FILE} or {@code postgres:URL}
 * @param storePassword where the password of that database is: {@code ${env:NAME}} or {@code ${file:PATH}}, not resolved
 */
public record RegistryConfig(
        boolean enabled, HostPort listen, HostPort management, String store, Optional<String> storePassword) {

    private static final ConfigField ENABLED =
            ConfigField.withDefault("enabled", new Flag(), "true", "Whether the schema registry runs.");
    /** Where the REST interface is served. */
    public static final ConfigField LISTEN =
            ConfigField.withDefault("listen", HostPort.SHAPE, "127.0.0.1:8081", "Where the REST interface is served.");

    /** Where health and metrics are served. */
    public static final ConfigField MANAGEMENT = ConfigField.withDefault(
            "management", HostPort.SHAPE, "127.0.0.1:9083", "Where health and metrics are served.");

    private static final ConfigField STORE = ConfigField.withDefault(
            "store",
            new Guarded(
                    "a store of the schema registry",
                    "^(memory|sqlite:[^?]+|postgres:postgres(ql)?://[^:@/?#]+@[^@]+)$",
                    "memory, sqlite:FILE or postgres:postgresql://USER@HOST:PORT/DATABASE without a password"),
            "sqlite:data/registry.db",
            "Where schemas are kept: memory, sqlite:FILE (relative to the folder of this file), or postgres:URL.");
    private static final ConfigField STORE_PASSWORD = ConfigField.optional(
            "store-password",
            new Guarded(
                    "a reference to a password",
                    "^\\$\\{(env:[A-Za-z_][A-Za-z0-9_]*|file:[^}]+)\\}$",
                    "${env:NAME} or ${file:PATH}: the password itself is never written here"),
            "Where the password for store is, when that is in PostgreSQL: ${env:NAME} or ${file:PATH}.");

    /** Its keys. */
    public static final ConfigSection SECTION =
            new ConfigSection("The schema registry.", List.of(ENABLED, LISTEN, MANAGEMENT, STORE, STORE_PASSWORD));

    /** As the section says. */
    public static RegistryConfig from(SectionValues values) {
        return new RegistryConfig(
                values.flag(ENABLED),
                values.parsed(LISTEN, HostPort::parse),
                values.parsed(MANAGEMENT, HostPort::parse),
                values.text(STORE),
                values.find(STORE_PASSWORD));
    }
}

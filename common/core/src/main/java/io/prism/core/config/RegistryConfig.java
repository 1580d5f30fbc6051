// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.ConfigSection;
import io.prism.core.config.shape.RegistryKeys;
import io.prism.core.config.shape.SectionValues;
import io.prism.core.config.shape.ValueShape.Flag;
import io.prism.core.config.shape.ValueShape.Guarded;
import io.prism.core.config.shape.ValueShape.Nested;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code schema-registry}.
 *
 * @param enabled whether the schema registry runs
 * @param listen where it serves its REST interface
 * @param management where health and metrics are served
 * @param store where schemas are kept: {@code memory}, {@code sqlite:FILE} or {@code postgres:URL}
 * @param storePassword where the password of that database is: {@code ${env:NAME}} or {@code ${file:PATH}}, not resolved
 * @param settings who may do what, and how much: settings of the registry below {@code prism.registry}, such as {@code
 *     access.users-file}; only what the file gives, the registry has defaults for the rest. None of them is a secret
 */
public record RegistryConfig(
        boolean enabled,
        HostPort listen,
        HostPort management,
        String store,
        Optional<String> storePassword,
        Map<String, String> settings) {

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

    /** Who may do what. */
    public static final ConfigField ACCESS = ConfigField.optional(
            "access", new Nested(RegistryKeys.Access.SECTION, false), RegistryKeys.Access.SECTION.description());

    /** How much a caller may ask for. */
    public static final ConfigField LIMITS = ConfigField.optional(
            "limits", new Nested(RegistryKeys.Limits.SECTION), RegistryKeys.Limits.SECTION.description());

    /** Its keys. */
    public static final ConfigSection SECTION = new ConfigSection(
            "The schema registry.", List.of(ENABLED, LISTEN, MANAGEMENT, STORE, STORE_PASSWORD, ACCESS, LIMITS));

    /** Keeps a copy of the map. */
    public RegistryConfig {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /**
     * As the section says.
     *
     * @param settings what it says of {@link #ACCESS} and {@link #LIMITS}
     */
    public static RegistryConfig from(SectionValues values, Map<String, String> settings) {
        return new RegistryConfig(
                values.flag(ENABLED),
                values.parsed(LISTEN, HostPort::parse),
                values.parsed(MANAGEMENT, HostPort::parse),
                values.text(STORE),
                values.find(STORE_PASSWORD),
                settings);
    }

    /** The settings as variables of the environment, where the registry finds them. */
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        settings.forEach((name, text) -> variables.put(
                ("prism.registry." + name).replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT),
                // Otherwise it would take what follows for a reference to another setting.
                text.replace("$", "\\$")));
        return variables;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.Keyspace;
import io.prism.core.Needs;
import io.prism.core.OptionMap;
import io.prism.core.config.secret.ResolvedOptions;
import io.prism.core.config.secret.Secrets;
import io.prism.core.config.text.Names;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pattern in a namespace with its slots filled. Its text form names the options and never shows a value.
 *
 * @param namespace name of its namespace, {@link Names#FORM}
 * @param name its name in the namespace, {@link Names#FORM}
 * @param pattern name of the pattern
 * @param isolation where the pattern runs
 * @param slots slot name to backend name
 * @param config every option of the pattern that is set or has a default; references are not resolved yet
 * @param needs what it must be able to rely on
 */
public record BindingConfig(
        String namespace,
        String name,
        String pattern,
        Isolation isolation,
        Map<String, String> slots,
        Map<String, String> config,
        Needs needs) {

    /** Keeps copies of the maps. */
    public BindingConfig {
        slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /** The part of each of its backends that belongs to this binding. */
    public Keyspace keyspace() {
        return new Keyspace(namespace, name);
    }

    /**
     * The options of the pattern with every reference resolved.
     *
     * @throws Rejected naming the option and what it refers to, when that is missing or cannot be read
     */
    public OptionMap settings(Secrets secrets) {
        return ResolvedOptions.of("namespaces." + namespace + "." + name + ".config", config, secrets);
    }

    @Override
    public String toString() {
        return "BindingConfig[namespace=%s, name=%s, pattern=%s, isolation=%s, slots=%s, config=%s]"
                .formatted(namespace, name, pattern, isolation, slots, config.keySet());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.Keyspace;
import io.prism.core.Needs;
import io.prism.core.OptionMap;
import io.prism.core.config.secret.ResolvedOptions;
import io.prism.core.config.secret.Secrets;
import io.prism.core.config.text.Ascii;
import io.prism.core.config.text.Names;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

    private static final int MOST_SESSION = 128;

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
     * Key of the process that runs the binding; bindings with the same key share it. Empty for a binding that runs in
     * the proxy ({@link Isolation#EMBEDDED}) and for one whose process depends on the session.
     */
    public Optional<String> processKey() {
        return switch (isolation) {
            case EMBEDDED, SESSION -> Optional.empty();
            case NONE -> Optional.of("shared:" + pattern);
            case NAMESPACE -> Optional.of("ns:" + namespace + ":" + pattern);
        };
    }

    /**
     * Key of the process that runs the binding for one session.
     *
     * @param session 1 to 128 ASCII letters, digits, {@code .}, {@code _} and {@code -}
     * @throws Rejected when the session is anything else: a colon would let it name another process
     */
    public String processKey(String session) {
        boolean good = !session.isEmpty()
                && session.length() <= MOST_SESSION
                && session.chars().allMatch(BindingConfig::sessionCharacter);
        if (!good) {
            throw new Rejected("prism-session", "must be 1 to 128 letters, digits, '.', '_' or '-'", "");
        }
        return "session:" + namespace + ":" + session + ":" + pattern;
    }

    private static boolean sessionCharacter(int c) {
        return Ascii.letterOrDigit(c) || "._-".indexOf(c) >= 0;
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

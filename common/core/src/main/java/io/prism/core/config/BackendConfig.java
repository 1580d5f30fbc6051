// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import io.prism.core.OptionMap;
import io.prism.core.config.secret.ResolvedOptions;
import io.prism.core.config.secret.Secrets;
import io.prism.core.config.text.Names;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entry of {@code backends}. Its text form names the options and never shows a value, since any may be a secret.
 *
 * @param name its name, {@link Names#FORM}
 * @param type name of its backend type
 * @param options every option that is set or has a default, nested ones as {@code pool.max}; references such as
 *     {@code ${env:NAME}} are not resolved yet
 */
public record BackendConfig(String name, String type, Map<String, String> options) {

    /** Keeps a copy of {@code options}. */
    public BackendConfig {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * The options with every reference resolved.
     *
     * @throws io.prism.core.failure.GatewayException.Rejected naming the option and what it refers to, when that is
     *     missing or cannot be read
     */
    public OptionMap settings(Secrets secrets) {
        return ResolvedOptions.of("backends." + name, options, secrets);
    }

    /** Whether it adopts keys that are there already, as they are: then it can belong to one binding only. */
    public boolean rawKeys() {
        return options.getOrDefault("raw-keys", "false").equals("true");
    }

    @Override
    public String toString() {
        return "BackendConfig[name=" + name + ", type=" + type + ", options=" + options.keySet() + "]";
    }
}

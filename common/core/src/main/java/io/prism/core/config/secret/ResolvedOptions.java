// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.secret;

import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.HashMap;
import java.util.Map;

/** Turns options as they are written into settings as they are used. */
public final class ResolvedOptions {

    private ResolvedOptions() {}

    /**
     * The options with every reference resolved.
     *
     * @param where what the options belong to, for error texts
     * @throws Rejected naming the option and what it refers to, when that is missing or cannot be read
     */
    public static OptionMap of(String where, Map<String, String> options, Secrets secrets) {
        Map<String, String> resolved = new HashMap<>();
        options.forEach((name, text) -> resolved.put(name, resolve(where + "." + name, text, secrets)));
        return new OptionMap(where, resolved);
    }

    private static String resolve(String option, String text, Secrets secrets) {
        try {
            return secrets.resolve(text);
        } catch (Rejected e) {
            throw new Rejected(option, "needs the " + e.field() + ", which " + e.constraint(), "");
        }
    }
}

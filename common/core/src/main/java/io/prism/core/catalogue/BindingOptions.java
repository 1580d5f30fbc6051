// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The options of every binding, whatever its pattern. */
public final class BindingOptions {

    /** When a process of the binding retires. */
    public static final String IDLE_TIMEOUT = "idle-timeout";

    /** The longest message of a call. */
    public static final String MAX_MESSAGE_SIZE = "max-message-size";

    private BindingOptions() {}

    /** The options by name, in the order of the registry. */
    public static Map<String, OptionType> all() {
        return Declared.OPTIONS;
    }

    /** A pattern's own options, then those of every binding. */
    public static Map<String, OptionType> beside(Map<String, OptionType> own) {
        Map<String, OptionType> all = new LinkedHashMap<>(own);
        all.putAll(Declared.OPTIONS);
        return Collections.unmodifiableMap(all);
    }

    /** Holds the options so that a program which never asks for them never reads them. */
    private static final class Declared {
        static final Map<String, OptionType> OPTIONS =
                Collections.unmodifiableMap(RegistryReader.options(RegistryNode.resource("registry/bindings.yaml")));
    }
}

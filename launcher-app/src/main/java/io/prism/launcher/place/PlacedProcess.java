// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.place;

import io.prism.core.process.ProcessKey;
import java.util.Map;
import java.util.Optional;

/**
 * A process that may be launched.
 *
 * @param key its name
 * @param adHoc the settings it was launched with when {@code prism.yaml} did not know its namespace; empty for a process
 *     of the configuration
 */
public record PlacedProcess(ProcessKey key, Optional<Map<String, String>> adHoc) {

    /** Keeps a copy of the settings. */
    public PlacedProcess {
        adHoc = adHoc.map(Map::copyOf);
    }

    /** A process of the configuration. */
    public PlacedProcess(ProcessKey key) {
        this(key, Optional.empty());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.spi;

import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The code for one backend type. Stateless and safe for use by many threads. */
public interface Driver {

    /** The type's name in {@code prism.yaml} and in {@code registry/backends/<type>.yaml}. */
    String type();

    /**
     * Makes a backend of this type. It connects when it is first used, not here, so this neither blocks nor fails
     * because the server is down.
     *
     * @param name the backend's name in {@code prism.yaml}
     * @param settings its options: secrets resolved, and those that are not given with the defaults of its registry file
     * @throws GatewayException.Rejected when an option is missing or malformed
     */
    Backend open(String name, OptionMap settings);

    /**
     * Options with which a backend works without anything from outside, so that a process that waits for its first call
     * can go through the motions before.
     *
     * @param folder an empty folder, removed afterwards
     * @return empty when there is no such thing, as for a backend that is a server
     */
    default Optional<Map<String, String>> rehearsal(Path folder) {
        return Optional.empty();
    }
}

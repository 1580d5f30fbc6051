// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.find;

import io.prism.registry.fault.ConfluentFailures;

/** The numbers of versions as they stand in paths. */
public final class VersionNumber {

    /** The latest live version. */
    public static final int LATEST = -1;

    private VersionNumber() {}

    /**
     * Reads a number from 1, -1 or {@code latest}.
     *
     * @throws io.prism.registry.fault.RegistryException when it is something else
     */
    public static int parse(String text) {
        String trimmed = text.strip();
        if (trimmed.equalsIgnoreCase("latest")) {
            return LATEST;
        }
        try {
            int number = Integer.parseInt(trimmed);
            if (number >= 1 || number == LATEST) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            throw ConfluentFailures.invalidVersion(text);
        }
        throw ConfluentFailures.invalidVersion(text);
    }
}

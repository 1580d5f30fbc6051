// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What of the launcher's own environment a child gets to see. */
public final class Environment {

    private static final Set<String> NEEDED = Set.of("PATH", "HOME", "JAVA_HOME", "LANG", "TMPDIR");

    private Environment() {}

    /** Only what a program needs to run at all; secrets reach a pattern process through Initialize alone. */
    public static Map<String, String> reduced(Map<String, String> whole) {
        return whole.entrySet().stream()
                .filter(variable -> NEEDED.contains(variable.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

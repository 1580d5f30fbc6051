// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import io.prism.core.config.secret.Templates;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What of the launcher's own environment a child gets to see. */
public final class Environment {

    private static final Set<String> NEEDED = Set.of("PATH", "HOME", "JAVA_HOME", "LANG", "TMPDIR");

    private Environment() {}

    /** Only what a program needs to run at all; secrets reach a pattern process through Initialize alone. */
    public static Map<String, String> reduced(Map<String, String> whole) {
        return reduced(whole, "");
    }

    /**
     * The same, and the variables that an option refers to, for a program that resolves it itself.
     *
     * @param option its text, such as {@code ${env:NAME}}
     */
    public static Map<String, String> reduced(Map<String, String> whole, String option) {
        Set<String> wanted = new HashSet<>(NEEDED);
        for (Templates.Part part : Templates.parts(option)) {
            if (part instanceof Templates.Variable variable) {
                wanted.add(variable.name());
            }
        }
        return whole.entrySet().stream()
                .filter(variable -> wanted.contains(variable.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

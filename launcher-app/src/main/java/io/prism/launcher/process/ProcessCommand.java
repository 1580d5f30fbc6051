// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a program is started. Its text form shows no value of the environment, since any may be a secret.
 *
 * @param line the executable and its arguments
 * @param environment the whole environment of the process; nothing is inherited
 * @param directory the process's working directory
 */
public record ProcessCommand(List<String> line, Map<String, String> environment, Path directory) {

    /** Keeps copies. */
    public ProcessCommand {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return String.join(" ", line);
    }
}

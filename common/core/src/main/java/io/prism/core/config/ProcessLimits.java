// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

/**
 * What one pattern process may use; 0 stands for no limit of ours.
 *
 * @param memoryBytes memory
 * @param cpus processors
 * @param openFiles open files and sockets
 */
public record ProcessLimits(long memoryBytes, int cpus, int openFiles) {

    /** No limits. */
    public static final ProcessLimits NONE = new ProcessLimits(0, 0, 0);

    /** These limits where there are some, and those of {@code others} elsewhere. */
    public ProcessLimits or(ProcessLimits others) {
        return new ProcessLimits(
                memoryBytes > 0 ? memoryBytes : others.memoryBytes,
                cpus > 0 ? cpus : others.cpus,
                openFiles > 0 ? openFiles : others.openFiles);
    }
}

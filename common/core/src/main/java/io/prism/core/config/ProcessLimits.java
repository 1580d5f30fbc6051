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
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.fault;

import org.yaml.snakeyaml.nodes.Node;

/**
 * Where something is.
 *
 * @param path its path in the configuration; empty for the whole file
 * @param line its line in the file, from 1
 * @param column its column in the line, from 1
 */
public record ConfigLocation(String path, int line, int column) {

    /** The first character of the file. */
    public static final ConfigLocation START = new ConfigLocation("", 1, 1);

    /** Where {@code node} starts. */
    public static ConfigLocation of(String path, Node node) {
        return new ConfigLocation(
                path, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }

    /** Where something that belongs here is missing. */
    public ConfigLocation missing(String key) {
        return new ConfigLocation(path.isEmpty() ? key : path + "." + key, line, column);
    }
}

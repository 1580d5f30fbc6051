// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.yaml;

import io.prism.core.config.fault.ConfigLocation;
import io.prism.core.config.fault.FaultCollector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A value of the file with its place. Asked for a kind of value that it is not, it reports the fault and answers with
 * nothing, so that reading goes on and finds the other faults.
 *
 * @param place where it is
 * @param node what is written there
 */
public record YamlValue(ConfigLocation place, Node node) {

    /** A key of a mapping, its place, and what it is set to. */
    public record Entry(String key, ConfigLocation place, YamlValue value) {}

    static YamlValue root(Node node) {
        return new YamlValue(ConfigLocation.of("", node), node);
    }

    /** Whether nothing is written after the key. */
    public boolean isNothing() {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && (scalar.getValue().isEmpty()
                        || scalar.getValue().equals("~")
                        || scalar.getValue().equals("null"));
    }

    /** The text, when it is one. */
    public Optional<String> text(FaultCollector faults) {
        if (node instanceof ScalarNode scalar && !isNothing()) {
            return Optional.of(scalar.getValue());
        }
        faults.add(place, "", "is " + kind() + ", but must be a single value", "write one value after the ':'");
        return Optional.empty();
    }

    /** The text without looking closer; empty when it is none. */
    public Optional<String> textIfAny() {
        return node instanceof ScalarNode scalar && !isNothing() ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** Whether it has keys. */
    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** The entries, each key once, when it is a mapping. */
    public List<Entry> entries(FaultCollector faults) {
        if (!(node instanceof MappingNode mapping)) {
            faults.add(
                    place,
                    "",
                    "is " + kind() + ", but must be a mapping",
                    "write 'key: value' lines, indented further than '" + lastName() + "'");
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            entry(tuple, faults)
                    .filter(entry -> firstTime(entry, lines, faults))
                    .ifPresent(entries::add);
        }
        return entries;
    }

    private Optional<Entry> entry(NodeTuple tuple, FaultCollector faults) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            faults.add(
                    ConfigLocation.of(place.path(), tuple.getKeyNode()),
                    "",
                    "has a key that is not a single word",
                    "quote the line if it is meant as text");
            return Optional.empty();
        }
        ConfigLocation keyPlace =
                ConfigLocation.of(place.missing(key.getValue()).path(), key);
        YamlValue value = new YamlValue(ConfigLocation.of(keyPlace.path(), tuple.getValueNode()), tuple.getValueNode());
        // The parser puts "nothing" wherever the next thing starts, often on another line: the key is the better place.
        return Optional.of(new Entry(
                key.getValue(), keyPlace, value.isNothing() ? new YamlValue(keyPlace, tuple.getValueNode()) : value));
    }

    private static boolean firstTime(Entry entry, Map<String, Integer> lines, FaultCollector faults) {
        Integer line = lines.putIfAbsent(entry.key(), entry.place().line());
        if (line != null) {
            faults.add(
                    entry.place(),
                    entry.key(),
                    "is given twice, first in line " + line,
                    "remove one of the two or give it another name");
        }
        return line == null;
    }

    /** The items, when it is a list. */
    public List<YamlValue> items(FaultCollector faults) {
        if (!(node instanceof SequenceNode sequence)) {
            faults.add(place, "", "is " + kind() + ", but must be a list", "start each item with '- '");
            return List.of();
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlValue(ConfigLocation.of(place.path() + "[" + items.size() + "]", item), item));
        }
        return items;
    }

    private String kind() {
        if (isNothing()) {
            return "empty";
        }
        return switch (node.getNodeId()) {
            case scalar -> "a single value";
            case sequence -> "a list";
            case mapping -> "a mapping";
            case anchor -> "an anchor";
        };
    }

    private String lastName() {
        return place.path().isEmpty()
                ? "the file"
                : place.path().substring(place.path().lastIndexOf('.') + 1);
    }
}

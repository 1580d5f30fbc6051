// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** One value of a registry file, read without reflection. */
record RegistryNode(String file, Node node) {

    static RegistryNode resource(String name) {
        return parse(name, content(name));
    }

    static RegistryNode parse(String name, String text) {
        LoaderOptions options = new LoaderOptions();
        Composer composer = new Composer(new ParserImpl(new StreamReader(text), options), new Resolver(), options);
        return new RegistryNode(name, composer.getSingleNode());
    }

    static String content(String name) {
        try (InputStream in = RegistryNode.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the registry file " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the registry file " + name + " cannot be read", e);
        }
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong("a text");
    }

    List<RegistryNode> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> new RegistryNode(file, item))
                    .toList();
        }
        if (isEmpty()) {
            return List.of();
        }
        throw wrong("a list");
    }

    Map<String, RegistryNode> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("a mapping");
        }
        Map<String, RegistryNode> entries = new LinkedHashMap<>();
        mapping.getValue()
                .forEach(tuple -> entries.put(
                        new RegistryNode(file, tuple.getKeyNode()).text(),
                        new RegistryNode(file, tuple.getValueNode())));
        return entries;
    }

    Optional<RegistryNode> find(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    RegistryNode get(String key) {
        return find(key).orElseThrow(() -> wrong("a mapping with '" + key + "'"));
    }

    RegistryNode getOrEmpty(String key) {
        return find(key)
                .orElseGet(() ->
                        new RegistryNode(file, new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.FLOW)));
    }

    String textOr(String key, String otherwise) {
        return find(key).map(RegistryNode::text).orElse(otherwise);
    }

    boolean flag(String key) {
        return textOr(key, "false").equals("true");
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    private boolean isEmpty() {
        return node instanceof MappingNode mapping && mapping.getValue().isEmpty();
    }

    private IllegalStateException wrong(String wanted) {
        return new IllegalStateException("%s:%d: must be %s"
                .formatted(
                        file,
                        node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1,
                        wanted));
    }
}

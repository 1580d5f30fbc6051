// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import io.prism.core.Durability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the registry from the class path. Which files there are says an index that the build writes: a native image
 * and a start in milliseconds allow no scanning. A registry that cannot be read is a defect of the build, hence {@link
 * IllegalStateException}.
 */
final class RegistryReader {

    private static final String FOLDER = "registry/";

    private RegistryReader() {}

    static Catalogue read() {
        return read(RegistryNode::content);
    }

    /** Reads a registry whose files {@code content} knows by their names. */
    static Catalogue read(UnaryOperator<String> content) {
        List<InterfaceType> interfaces = new ArrayList<>();
        node("interfaces.yaml", content)
                .entries()
                .forEach((id, service) -> interfaces.add(new InterfaceType(id, service.text())));
        List<String> files = content.apply(FOLDER + "index").lines().toList();
        Catalogue catalogue = Catalogue.of(
                interfaces,
                below("backends/", files, content).map(RegistryReader::backend).toList(),
                below("patterns/", files, content).map(RegistryReader::pattern).toList());
        RegistryRules.check(catalogue);
        return catalogue;
    }

    private static Stream<RegistryNode> below(String folder, List<String> files, UnaryOperator<String> content) {
        return files.stream().filter(file -> file.startsWith(folder)).map(file -> node(file, content));
    }

    private static RegistryNode node(String file, UnaryOperator<String> content) {
        return RegistryNode.parse(FOLDER + file, content.apply(FOLDER + file));
    }

    private static BackendType backend(RegistryNode node) {
        return new BackendType(
                node.get("type").text(),
                node.get("description").text(),
                ids(node.get("claims")),
                node.getOrEmpty("claims-when").items().stream()
                        .map(RegistryReader::claimsWhen)
                        .toList(),
                durability(node.get("durability")),
                options(node.getOrEmpty("options")));
    }

    private static ClaimsWhen claimsWhen(RegistryNode node) {
        Map<String, String> options = new LinkedHashMap<>();
        node.get("options").entries().forEach((name, text) -> options.put(name, text.text()));
        return new ClaimsWhen(options, ids(node.get("claims")));
    }

    /** A level, the word {@code server}, or an option with the level of each of its texts. */
    private static DurabilityRule durability(RegistryNode node) {
        if (node.isMapping()) {
            Map<String, Durability> levels = new LinkedHashMap<>();
            node.get("levels").entries().forEach((text, level) -> levels.put(text, level(level)));
            return new DurabilityRule.ByOption(node.get("option").text(), levels);
        }
        return node.text().equals("server") ? new DurabilityRule.Server() : new DurabilityRule.Always(level(node));
    }

    private static Durability level(RegistryNode node) {
        return Durability.valueOf(node.text().toUpperCase(Locale.ROOT));
    }

    private static PatternType pattern(RegistryNode node) {
        Map<String, SlotType> slots = new LinkedHashMap<>();
        node.get("slots").entries().forEach((name, slot) -> slots.put(name, slot(name, slot)));
        Map<String, String> exposes = new LinkedHashMap<>();
        node.get("exposes").entries().forEach((id, slot) -> exposes.put(id, slot.text()));
        return new PatternType(
                node.get("name").text(),
                node.get("description").text(),
                slots,
                exposes,
                BindingOptions.beside(options(node.getOrEmpty("options"))),
                false);
    }

    private static SlotType slot(String name, RegistryNode node) {
        return new SlotType(
                name,
                node.get("description").text(),
                !node.textOr("required", "true").equals("false"),
                ids(node.get("requires")),
                ids(node.getOrEmpty("uses")));
    }

    static Map<String, OptionType> options(RegistryNode node) {
        Map<String, OptionType> options = new LinkedHashMap<>();
        node.entries().forEach((name, option) -> options.put(name, option(name, option)));
        return options;
    }

    private static OptionType option(String name, RegistryNode node) {
        return new OptionType(
                name,
                node.get("description").text(),
                OptionKind.valueOf(node.get("kind").text().toUpperCase(Locale.ROOT)),
                node.getOrEmpty("choices").items().stream()
                        .map(RegistryNode::text)
                        .toList(),
                Long.parseLong(node.textOr("min", "0")),
                node.flag("required"),
                node.find("default").map(RegistryNode::text).orElse(null),
                node.flag("secret"),
                node.flag("file"));
    }

    private static Set<String> ids(RegistryNode node) {
        return node.items().stream().map(RegistryNode::text).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}

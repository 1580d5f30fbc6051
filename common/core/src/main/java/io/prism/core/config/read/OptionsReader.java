// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.catalogue.OptionKind;
import io.prism.core.catalogue.OptionType;
import io.prism.core.config.fault.ConfigLocation;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.secret.Templates;
import io.prism.core.config.shape.SectionValues;
import io.prism.core.config.shape.ValueShape;
import io.prism.core.config.yaml.YamlValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the options that the catalogue declares for a backend type or pattern into a flat map with its defaults. */
final class OptionsReader {

    private final Path folder;
    private final FaultCollector faults;

    /** Reads options whose relative file names start at {@code folder}. */
    OptionsReader(Path folder, FaultCollector faults) {
        this.folder = folder;
        this.faults = faults;
    }

    /** The options in {@code entries}, in the order of their declaration. */
    Map<String, String> read(ConfigLocation owner, List<YamlValue.Entry> entries, Map<String, OptionType> types) {
        Map<String, String> given = new LinkedHashMap<>();
        collect("", entries, types, given);
        Map<String, String> all = new LinkedHashMap<>();
        for (OptionType type : types.values()) {
            String text = given.getOrDefault(type.name(), type.otherwise());
            if (text != null) {
                all.put(type.name(), text);
            } else if (type.required()) {
                faults.add(
                        owner.missing(type.name()),
                        "",
                        "is missing",
                        "add '" + type.name() + ":'. " + type.description());
            }
        }
        return all;
    }

    private void collect(
            String prefix, List<YamlValue.Entry> entries, Map<String, OptionType> types, Map<String, String> given) {
        for (YamlValue.Entry entry : entries) {
            String name = prefix + entry.key();
            OptionType type = types.get(name);
            if (type != null) {
                take(type, entry, given);
            } else if (types.keySet().stream().anyMatch(option -> option.startsWith(name + "."))) {
                collect(name + ".", entry.value().entries(faults), types, given);
            } else {
                SectionValues.unknown(entry, keys(prefix, types), faults);
            }
        }
    }

    private void take(OptionType type, YamlValue.Entry entry, Map<String, String> given) {
        String text = entry.value()
                .text(faults)
                .map(seen -> checked(type, entry.value(), seen))
                .orElse("");
        if (given.put(type.name(), text) != null) {
            faults.add(entry.place(), type.name(), "is given twice, nested and with a dot", "remove one of the two");
        }
    }

    /** The names that may stand after {@code prefix}, of nested options only the first part. */
    private static List<String> keys(String prefix, Map<String, OptionType> types) {
        return types.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .map(name -> name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.')))
                .distinct()
                .toList();
    }

    private String checked(OptionType type, YamlValue value, String text) {
        if (type.kind() != OptionKind.FLAG && Templates.any(text)) {
            return references(type, value, text);
        }
        ValueShape.Scalar shape = ValueShape.of(type);
        if (!shape.fits(text)) {
            faults.add(value.place(), shown(type, text), "is not " + shape.noun(), shape.remedy(text));
            return text;
        }
        return type.file() ? absolute(type, value, text) : text;
    }

    private static String shown(OptionType type, String text) {
        return type.secret() ? "" : text;
    }

    /** The text with the files of its references made absolute; whether it fits is known only when it is resolved. */
    private String references(OptionType type, YamlValue value, String text) {
        List<String> written = new ArrayList<>();
        for (Templates.Part part : Templates.parts(text)) {
            written.add(
                    switch (part) {
                        case Templates.Literal literal -> literal.text().replace("${", "$${");
                        case Templates.Variable variable -> "${env:" + variable.name() + "}";
                        case Templates.Content content -> "${file:" + absolute(type, value, content.path()) + "}";
                        case Templates.Broken broken -> {
                            faults.add(value.place(), shown(type, broken.text()), broken.problem(), broken.remedy());
                            yield broken.text();
                        }
                    });
        }
        return String.join("", written);
    }

    private String absolute(OptionType type, YamlValue value, String text) {
        try {
            return folder.resolve(text).normalize().toString();
        } catch (InvalidPathException e) {
            faults.add(value.place(), shown(type, text), "is not a file name", "write a path, relative or absolute");
            return text;
        }
    }
}

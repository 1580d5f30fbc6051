// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.Isolation;
import io.prism.core.config.Manifest;
import io.prism.core.config.ProcessLimits;
import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.fault.ConfigLocation;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.shape.SectionValues;
import io.prism.core.config.text.Choices;
import io.prism.core.config.yaml.YamlTree;
import io.prism.core.config.yaml.YamlValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one {@code manifest.yaml}, whole or not at all; all its faults are reported together. */
final class ManifestReader {

    private final Path file;
    private final Catalogue catalogue;
    private final FaultCollector faults;

    private ManifestReader(Path file, Catalogue catalogue, FaultCollector faults) {
        this.file = file;
        this.catalogue = catalogue;
        this.faults = faults;
    }

    /**
     * Reads a file.
     *
     * @param catalogue the interfaces there are, and the patterns whose names are taken
     * @throws ConfigException when it cannot be read or used
     */
    static Manifest load(Path file, Catalogue catalogue) {
        FaultCollector faults = new FaultCollector(file.toString());
        String text = new String(PrismConfigFile.content(file), StandardCharsets.UTF_8);
        Optional<Manifest> manifest =
                YamlTree.read(text, faults).flatMap(root -> new ManifestReader(file, catalogue, faults).read(root));
        if (manifest.isEmpty() || !faults.none()) {
            throw faults.exception();
        }
        return manifest.get();
    }

    private Optional<Manifest> read(YamlValue root) {
        SectionValues values = SectionValues.read(root, ManifestShape.FILE, faults);
        List<String> interfaces =
                values.value(ManifestShape.INTERFACES).map(this::interfaces).orElse(List.of());
        Map<String, List<String>> slots =
                values.value(ManifestShape.SLOTS).map(this::slots).orElse(Map.of());
        Map<String, String> environment =
                values.value(ManifestShape.ENVIRONMENT).map(this::environment).orElse(Map.of());
        Optional<Path> executable = values.value(ManifestShape.EXECUTABLE).flatMap(this::executable);
        String name = values.find(ManifestShape.NAME).orElse("");
        name(values, name);
        return executable.map(program -> new Manifest(
                Manifest.type(name, values.find(ManifestShape.DESCRIPTION).orElse(""), interfaces, slots),
                values.find(ManifestShape.VERSION).orElse(""),
                program,
                values.find(ManifestShape.ISOLATION).flatMap(Isolation::parse).orElse(Isolation.NAMESPACE),
                new ProcessLimits(
                        values.bytes(ManifestShape.PROCESS_MEMORY),
                        values.count(ManifestShape.PROCESS_CPUS),
                        values.count(ManifestShape.PROCESS_FILES)),
                environment));
    }

    private void name(SectionValues values, String name) {
        if (name.isEmpty()) {
            return;
        }
        ConfigLocation place = values.keyPlace(ManifestShape.NAME);
        if (!folder().endsWith(name)) {
            faults.add(place, name, "is not the name of the manifest's folder", "rename one of the two");
        } else if (catalogue.pattern(name).isPresent()) {
            faults.add(place, name, "is a pattern that Prism brings", "give the pattern and its folder another name");
        }
    }

    private List<String> interfaces(YamlValue list) {
        List<String> ids = new ArrayList<>();
        for (YamlValue item : list.items(faults)) {
            item.text(faults).ifPresent(id -> {
                if (catalogue.interfaceType(id).isEmpty()) {
                    faults.add(item.place(), id, "is not an interface", Choices.remedy(id, catalogue.interfaceNames()));
                }
                ids.add(id);
            });
        }
        return ids;
    }

    private Map<String, List<String>> slots(YamlValue mapping) {
        Map<String, List<String>> slots = new LinkedHashMap<>();
        for (YamlValue.Entry entry : mapping.entries(faults)) {
            slots.put(entry.key(), interfaces(entry.value()));
        }
        return slots;
    }

    private Map<String, String> environment(YamlValue mapping) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (YamlValue.Entry entry : mapping.entries(faults)) {
            entry.value().text(faults).ifPresent(text -> environment.put(entry.key(), text));
        }
        return environment;
    }

    private Optional<Path> executable(YamlValue value) {
        return value.text(faults).flatMap(text -> {
            try {
                return Optional.of(folder().resolve(text).normalize());
            } catch (InvalidPathException e) {
                faults.add(value.place(), text, "is not a file name", "write a path, relative or absolute");
                return Optional.empty();
            }
        });
    }

    private Path folder() {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file.toAbsolutePath() : folder;
    }
}

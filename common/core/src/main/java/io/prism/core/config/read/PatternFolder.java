// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.Manifest;
import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.fault.ConfigLocation;
import io.prism.core.config.fault.FaultCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The patterns there are: those that this build of Prism brings, and those that have a folder with a {@code
 * manifest.yaml} in {@code patterns/} beside {@code prism.yaml}. Immutable; read once, at the start.
 *
 * @param catalogue all of them
 * @param manifests those with a manifest, by name
 */
public record PatternFolder(Catalogue catalogue, Map<String, Manifest> manifests) {

    private static final String FILE = "manifest.yaml";

    /** Keeps a copy of the manifests. */
    public PatternFolder {
        manifests = Collections.unmodifiableMap(new TreeMap<>(manifests));
    }

    /** Only what this build of Prism brings. */
    public static PatternFolder none() {
        return new PatternFolder(Catalogue.builtIn(), Map.of());
    }

    /**
     * Reads the folder beside a configuration file; there need not be one.
     *
     * @throws ConfigException when it cannot be read or a manifest cannot be used, naming all faults of that manifest
     */
    public static PatternFolder beside(Path prismYaml) {
        Path folder = prismYaml.toAbsolutePath().resolveSibling("patterns");
        Catalogue builtIn = Catalogue.builtIn();
        Map<String, Manifest> manifests = new TreeMap<>();
        for (Path file : files(folder)) {
            Manifest manifest = ManifestReader.load(file, builtIn);
            manifests.put(manifest.type().name(), manifest);
        }
        return new PatternFolder(
                builtIn.with(manifests.values().stream().map(Manifest::type).toList()), manifests);
    }

    /** The manifest of a pattern; empty for one that this build of Prism brings. */
    public Optional<Manifest> manifest(String pattern) {
        return Optional.ofNullable(manifests.get(pattern));
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.map(one -> one.resolve(FILE))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            FaultCollector faults = new FaultCollector(folder.toString());
            faults.add(ConfigLocation.START, "", "the folder cannot be read", "give this user the right to read it");
            throw faults.exception();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.BackendConfig;
import io.prism.core.config.LauncherConfig;
import io.prism.core.config.NamespaceConfig;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.ProxyConfig;
import io.prism.core.config.RegistryConfig;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.shape.SectionValues;
import io.prism.core.config.yaml.YamlValue;
import java.nio.file.Path;
import java.util.Map;

/** Reads a whole file, section by section. */
final class FileReader {

    private final Catalogue catalogue;
    private final FaultCollector faults;
    private final OptionsReader options;
    private final Listeners listeners = new Listeners();

    FileReader(Path folder, Catalogue catalogue, FaultCollector faults) {
        this.catalogue = catalogue;
        this.faults = faults;
        this.options = new OptionsReader(folder, faults);
    }

    /** The model of the file; worth nothing when a fault was reported. */
    PrismConfig read(YamlValue root) {
        SectionValues top = SectionValues.read(root, FileShape.FILE, faults);
        ProxyConfig proxy = proxy(top.section(FileShape.PROXY));
        LauncherConfig launcher = launcher(top.section(FileShape.LAUNCHER));
        RegistryConfig registry = new RegistrySectionReader(listeners, faults).read(top.section(FileShape.REGISTRY));
        listeners.check(faults);
        Map<String, BackendConfig> backends = top.value(FileShape.BACKENDS)
                .map(value -> new BackendsReader(catalogue, options, faults).read(value))
                .orElse(Map.of());
        SlotsReader slots = new SlotsReader(catalogue, backends, faults);
        NeedsReader needs = new NeedsReader(catalogue, backends, faults);
        Map<String, NamespaceConfig> namespaces = top.value(FileShape.NAMESPACES)
                .map(value -> new NamespacesReader(catalogue, slots, needs, options, faults).read(value))
                .orElse(Map.of());
        return new PrismConfig(proxy, launcher, registry, backends, namespaces);
    }

    private ProxyConfig proxy(SectionValues values) {
        listeners.add(values, ProxyConfig.LISTEN);
        listeners.add(values, ProxyConfig.MANAGEMENT);
        return ProxyConfig.from(values);
    }

    private LauncherConfig launcher(SectionValues values) {
        listeners.add(values, LauncherConfig.LISTEN);
        listeners.add(values, LauncherConfig.MANAGEMENT);
        return LauncherConfig.from(values);
    }
}

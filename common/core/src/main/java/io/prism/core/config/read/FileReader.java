// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.BackendConfig;
import io.prism.core.config.DoorLimits;
import io.prism.core.config.LauncherConfig;
import io.prism.core.config.NamespaceConfig;
import io.prism.core.config.ObserveConfig;
import io.prism.core.config.ObserveConfig.Collector;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.ProcessLimits;
import io.prism.core.config.ProxyConfig;
import io.prism.core.config.RegistryConfig;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.shape.FileShape;
import io.prism.core.config.shape.FileShape.Launcher;
import io.prism.core.config.shape.FileShape.Proxy;
import io.prism.core.config.shape.ObservabilityKeys;
import io.prism.core.config.shape.ProxyLimits;
import io.prism.core.config.yaml.YamlValue;
import java.nio.file.Path;
import java.util.Locale;
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
        RegistryConfig registry = new RegistryReader(listeners, faults).read(top.section(FileShape.REGISTRY));
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
        listeners.add(values, Proxy.LISTEN);
        listeners.add(values, Proxy.MANAGEMENT);
        return new ProxyConfig(
                values.address(Proxy.LISTEN),
                values.address(Proxy.MANAGEMENT),
                values.duration(Proxy.HOLD_TIME),
                values.count(Proxy.HOLD_CALLS),
                values.count(Proxy.MAX_STREAMS),
                values.count(Proxy.MAX_CONNECTIONS),
                values.bytes(Proxy.MAX_HEADER_SIZE),
                values.duration(Proxy.DRAIN_TIME),
                limits(values.section(Proxy.LIMITS)),
                new ObserveConfig(tracing(values.section(Proxy.TRACING)), accessLog(values.section(Proxy.ACCESS_LOG))));
    }

    private static ObserveConfig.Tracing tracing(SectionValues values) {
        return new ObserveConfig.Tracing(
                values.find(ObservabilityKeys.Tracing.ENDPOINT).flatMap(Collector::parse),
                values.ratio(ObservabilityKeys.Tracing.SAMPLE_RATIO));
    }

    private static ObserveConfig.AccessLog accessLog(SectionValues values) {
        String calls = values.find(ObservabilityKeys.AccessLog.CALLS).orElseThrow();
        return new ObserveConfig.AccessLog(
                ObserveConfig.Calls.valueOf(calls.toUpperCase(Locale.ROOT)),
                values.ratio(ObservabilityKeys.AccessLog.SAMPLE_RATIO));
    }

    private static DoorLimits limits(SectionValues values) {
        return new DoorLimits(
                values.count(ProxyLimits.MAX_CALLS),
                values.bytes(ProxyLimits.MAX_MESSAGE_SIZE),
                values.bytes(ProxyLimits.MAX_UNREAD),
                values.count(ProxyLimits.MAX_RESETS),
                values.count(ProxyLimits.MAX_PINGS),
                values.duration(ProxyLimits.IDLE_TIME),
                values.duration(ProxyLimits.MAX_AGE),
                values.duration(ProxyLimits.KEEP_ALIVE),
                values.duration(ProxyLimits.OVERLOAD_LAG),
                values.duration(ProxyLimits.PROCESS_PING),
                values.duration(ProxyLimits.PROCESS_PATIENCE));
    }

    private LauncherConfig launcher(SectionValues values) {
        listeners.add(values, Launcher.LISTEN);
        listeners.add(values, Launcher.MANAGEMENT);
        return new LauncherConfig(
                values.address(Launcher.LISTEN),
                values.address(Launcher.MANAGEMENT),
                values.duration(Launcher.START_TIME),
                values.duration(Launcher.GRACE),
                values.count(Launcher.MAX_PROCESSES),
                values.count(Launcher.SPARES),
                new ProcessLimits(
                        values.bytes(Launcher.PROCESS_MEMORY),
                        values.count(Launcher.PROCESS_CPUS),
                        values.count(Launcher.PROCESS_FILES)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.Quantities;
import io.prism.core.config.RegistryConfig;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.ConfigSection;
import io.prism.core.config.shape.RegistryKeys.Access;
import io.prism.core.config.shape.SectionValues;
import io.prism.core.config.shape.ValueShape;
import io.prism.core.config.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads {@code schema-registry}. */
final class RegistrySectionReader {

    /** So many fit into the environment of a process, however long they are: the whole file is at most 1 MiB. */
    private static final int RULES_MAX = 1000;

    private final Listeners listeners;
    private final FaultCollector faults;

    RegistrySectionReader(Listeners listeners, FaultCollector faults) {
        this.listeners = listeners;
        this.faults = faults;
    }

    RegistryConfig read(SectionValues values) {
        RegistryConfig registry = RegistryConfig.from(values, settings(values));
        if (registry.enabled()) {
            listeners.add(values, RegistryConfig.LISTEN);
            listeners.add(values, RegistryConfig.MANAGEMENT);
        }
        return registry;
    }

    private Map<String, String> settings(SectionValues values) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (values.has(RegistryConfig.ACCESS)) {
            SectionValues access = values.section(RegistryConfig.ACCESS);
            // Something that is no mapping has been reported as that.
            if (values.value(RegistryConfig.ACCESS).filter(YamlValue::isMapping).isPresent()) {
                saysWho(access);
            }
            // Here it is the section that turns it on, for the registry alone it is this setting.
            settings.put(RegistryConfig.ACCESS.key() + "." + Access.ENABLED.key(), access.text(Access.ENABLED));
            collect(RegistryConfig.ACCESS.key() + ".", access, Access.SECTION, settings);
        }
        ConfigField limits = RegistryConfig.LIMITS;
        collect(limits.key() + ".", values.section(limits), section(limits), settings);
        return settings;
    }

    /** Nobody locks a door and throws all keys away on purpose. */
    private void saysWho(SectionValues access) {
        if (!access.flag(Access.ENABLED)) {
            return;
        }
        if (Stream.of(Access.USERS_FILE, Access.TOKENS_FILE, Access.JWT).noneMatch(access::has)) {
            faults.add(access.place(), "", "names nobody who may call", "add 'users-file:', 'tokens-file:' or 'jwt:'");
        }
        if (!access.has(Access.RULES) && !access.has(Access.RULES_FILE)) {
            faults.add(access.place(), "", "allows nothing to anybody", "add 'rules:' or 'rules-file:'");
        }
    }

    /** What is given in {@code section}, as the registry reads it; its own defaults take the place of the rest. */
    private void collect(String prefix, SectionValues values, ConfigSection section, Map<String, String> settings) {
        for (ConfigField field : section.fields()) {
            String name = prefix + field.key();
            switch (field.shape()) {
                case ValueShape.Nested nested -> collect(name + ".", values.section(field), nested.section(), settings);
                case ValueShape.ListOf list ->
                    values.value(field).ifPresent(items -> collect(name, items, list.section(), settings));
                case ValueShape.Scalar shape ->
                    values.given(field).ifPresent(text -> settings.put(name, plain(shape, text)));
                case ValueShape.Backends _, ValueShape.Slots _, ValueShape.Config _ ->
                    throw new IllegalStateException(name + " is nothing that a registry reads");
            }
        }
    }

    private void collect(String name, YamlValue list, ConfigSection section, Map<String, String> settings) {
        List<YamlValue> items = list.items(faults);
        if (items.size() > RULES_MAX) {
            faults.add(
                    list.place(),
                    Integer.toString(items.size()),
                    "is more than " + RULES_MAX + " rules",
                    "keep them in a file and name it as '" + Access.RULES_FILE.key() + ":'");
        }
        for (int i = 0; i < items.size(); i++) {
            SectionValues item = SectionValues.read(items.get(i), section, faults);
            collect(name + "[" + i + "].", item, section, settings);
        }
    }

    /** Sizes in bytes and times in the form of ISO 8601, which every reader of settings understands. */
    private static String plain(ValueShape.Scalar shape, String text) {
        return switch (shape) {
            case ValueShape.Bytes _ -> Quantities.bytes(text).orElseThrow().toString();
            case ValueShape.Span _ -> Quantities.duration(text).orElseThrow().toString();
            default -> text;
        };
    }

    private static ConfigSection section(ConfigField field) {
        if (field.shape() instanceof ValueShape.Nested nested) {
            return nested.section();
        }
        throw new IllegalStateException(field.key() + " is not a section");
    }
}

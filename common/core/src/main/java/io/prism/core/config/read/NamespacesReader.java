// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.Needs;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.catalogue.PatternType;
import io.prism.core.config.BindingConfig;
import io.prism.core.config.Isolation;
import io.prism.core.config.NamespaceConfig;
import io.prism.core.config.NamespaceConfig.Priority;
import io.prism.core.config.NamespaceLimits;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.read.FileShape.Binding;
import io.prism.core.config.read.FileShape.Namespace;
import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.SectionValues;
import io.prism.core.config.text.Choices;
import io.prism.core.config.yaml.YamlValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code namespaces}. */
final class NamespacesReader {

    private static final List<ConfigField> SHORT_FORM =
            List.of(Namespace.PATTERN, Namespace.BACKEND, Namespace.CONFIG, Namespace.NEEDS);

    private final Catalogue catalogue;
    private final SlotsReader slots;
    private final NeedsReader needs;
    private final OptionsReader options;
    private final FaultCollector faults;

    NamespacesReader(
            Catalogue catalogue, SlotsReader slots, NeedsReader needs, OptionsReader options, FaultCollector faults) {
        this.catalogue = catalogue;
        this.slots = slots;
        this.needs = needs;
        this.options = options;
        this.faults = faults;
    }

    Map<String, NamespaceConfig> read(YamlValue list) {
        Map<String, NamespaceConfig> namespaces = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (YamlValue item : list.items(faults)) {
            SectionValues values = SectionValues.read(item, Namespace.SECTION, faults);
            String name = values.find(Namespace.NAME).orElse("");
            unique(values, Namespace.NAME, "namespace", lines);
            Isolation isolation = isolation(values, Namespace.ISOLATION).orElse(Isolation.NAMESPACE);
            Priority priority =
                    values.find(Namespace.PRIORITY).flatMap(Priority::parse).orElse(Priority.NORMAL);
            namespaces.put(
                    name,
                    new NamespaceConfig(
                            name,
                            isolation,
                            bindings(values, name, isolation),
                            NamespaceLimits.from(values.section(Namespace.LIMITS)),
                            priority));
        }
        return namespaces;
    }

    private void unique(SectionValues values, ConfigField name, String kind, Map<String, Integer> lines) {
        values.value(name)
                .ifPresent(value -> values.find(name).ifPresent(text -> {
                    Integer line = lines.putIfAbsent(text, value.place().line());
                    if (line != null) {
                        faults.add(
                                value.place(),
                                text,
                                "is already the name of the " + kind + " in line " + line,
                                "give each " + kind + " a name of its own");
                    }
                }));
    }

    private static Optional<Isolation> isolation(SectionValues values, ConfigField field) {
        return values.find(field).flatMap(Isolation::parse);
    }

    private Map<String, BindingConfig> bindings(SectionValues values, String namespace, Isolation isolation) {
        Optional<YamlValue> list = values.value(Namespace.BINDINGS);
        boolean shortForm = SHORT_FORM.stream().anyMatch(values::has);
        if (list.isEmpty()) {
            return shortForm ? shortForm(values, namespace, isolation) : none(values);
        }
        for (ConfigField field : SHORT_FORM) {
            if (values.has(field)) {
                faults.add(
                        values.keyPlace(field),
                        field.key(),
                        "cannot stand next to 'bindings'",
                        "move it into an item of 'bindings', or remove 'bindings'");
            }
        }
        return listed(list.get(), namespace, isolation);
    }

    private Map<String, BindingConfig> none(SectionValues values) {
        // Something that is no mapping has been reported as that.
        if (values.has(Namespace.NAME)) {
            faults.add(
                    values.place().missing("bindings"),
                    "",
                    "is missing",
                    "add 'bindings:' with a list, or 'pattern:' and 'backend:' for a single one");
        }
        return Map.of();
    }

    private Map<String, BindingConfig> shortForm(SectionValues values, String namespace, Isolation isolation) {
        for (ConfigField field : List.of(Namespace.PATTERN, Namespace.BACKEND)) {
            if (!values.has(field)) {
                faults.add(
                        values.place().missing(field.key()),
                        "",
                        "is missing",
                        "the short form needs both 'pattern:' and 'backend:'");
            }
        }
        Optional<PatternType> pattern = values.value(Namespace.PATTERN).flatMap(this::pattern);
        if (pattern.isEmpty()) {
            return Map.of();
        }
        Map<String, String> filled = values.value(Namespace.BACKEND)
                .map(value -> slots.allBy(value, pattern.get()))
                .orElse(Map.of());
        String name = pattern.get().name();
        apart(values, pattern.get(), isolation);
        Map<String, String> config = config(values, Namespace.CONFIG, pattern.get());
        Needs needed = needs.read(values, Namespace.NEEDS, filled.values());
        return Map.of(name, new BindingConfig(namespace, name, name, isolation, filled, config, needed));
    }

    private Map<String, BindingConfig> listed(YamlValue list, String namespace, Isolation isolation) {
        Map<String, BindingConfig> bindings = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (YamlValue item : list.items(faults)) {
            SectionValues values = SectionValues.read(item, Binding.SECTION, faults);
            unique(values, Binding.NAME, "binding", lines);
            Optional<PatternType> pattern = values.value(Binding.PATTERN).flatMap(this::pattern);
            if (pattern.isPresent()) {
                String name = values.find(Binding.NAME).orElse("");
                Map<String, String> filled = filled(values, pattern.get());
                Isolation own = isolation(values, Binding.ISOLATION).orElse(isolation);
                apart(values, pattern.get(), own);
                bindings.put(
                        name,
                        new BindingConfig(
                                namespace,
                                name,
                                pattern.get().name(),
                                own,
                                filled,
                                config(values, Binding.CONFIG, pattern.get()),
                                needs.read(values, Binding.NEEDS, filled.values())));
            }
        }
        return bindings;
    }

    private void apart(SectionValues values, PatternType pattern, Isolation isolation) {
        if (pattern.external() && isolation == Isolation.EMBEDDED) {
            faults.add(
                    values.keyPlace(Binding.PATTERN),
                    pattern.name(),
                    "is a program of its own and cannot be embedded in the proxy",
                    "set 'isolation: namespace', or none or session");
        }
    }

    private Map<String, String> filled(SectionValues values, PatternType pattern) {
        Optional<YamlValue> listed = values.value(Binding.SLOTS);
        Optional<YamlValue> backend = values.value(Binding.BACKEND);
        if (listed.isPresent() && backend.isPresent()) {
            faults.add(
                    values.keyPlace(Binding.BACKEND),
                    "backend",
                    "cannot stand next to 'slots'",
                    "remove one of the two");
        }
        if (listed.isPresent()) {
            return slots.listed(listed.get(), pattern);
        }
        if (backend.isPresent()) {
            return slots.allBy(backend.get(), pattern);
        }
        slots.missing(values.place(), pattern);
        return Map.of();
    }

    private Map<String, String> config(SectionValues values, ConfigField field, PatternType pattern) {
        Optional<YamlValue> config = values.value(field);
        List<YamlValue.Entry> entries =
                config.map(value -> value.entries(faults)).orElse(List.of());
        return options.read(
                config.map(YamlValue::place).orElse(values.place().missing(field.key())), entries, pattern.options());
    }

    private Optional<PatternType> pattern(YamlValue value) {
        return value.textIfAny().filter(name -> !name.isBlank()).flatMap(name -> {
            Optional<PatternType> pattern = catalogue.pattern(name);
            if (pattern.isEmpty()) {
                faults.add(value.place(), name, "is not a pattern", Choices.remedy(name, catalogue.patternNames()));
            }
            return pattern;
        });
    }
}

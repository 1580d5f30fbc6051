// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import io.prism.core.Quantities;
import io.prism.core.config.fault.ConfigLocation;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.text.Choices;
import io.prism.core.config.yaml.YamlValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a mapping of the file says for the keys of its section. Reading it checks every key and value and reports each
 * fault; a key with a fault counts as not given, so that its default takes the place.
 */
public final class SectionValues {

    private final ConfigLocation place;
    private final Map<String, YamlValue.Entry> given = new HashMap<>();
    private final FaultCollector faults;

    private SectionValues(ConfigLocation place, FaultCollector faults) {
        this.place = place;
        this.faults = faults;
    }

    /** Reads {@code mapping}, whose keys are those of {@code section}. */
    public static SectionValues read(YamlValue mapping, ConfigSection section, FaultCollector faults) {
        SectionValues values = new SectionValues(mapping.place(), faults);
        if (!mapping.isMapping()) {
            mapping.entries(faults);
            return values;
        }
        for (YamlValue.Entry entry : mapping.entries(faults)) {
            section.field(entry.key())
                    .ifPresentOrElse(field -> values.take(field, entry), () -> unknown(entry, section.keys(), faults));
        }
        section.fields().stream().filter(ConfigField::required).forEach(values::demand);
        return values;
    }

    /** Reports a key that means nothing here. */
    public static void unknown(YamlValue.Entry entry, List<String> keys, FaultCollector faults) {
        String remedy = entry.key().equals("<<")
                ? "merge keys are not supported: write the keys out"
                : Choices.remedy(entry.key(), keys);
        faults.add(entry.place(), entry.key(), "is not a key here", remedy);
    }

    private void take(ConfigField field, YamlValue.Entry entry) {
        boolean good = switch (field.shape()) {
            case ValueShape.Scalar scalar -> fits(scalar, entry.value());
            // One that must not be empty is kept: reading it reports that it is.
            case ValueShape.Nested nested ->
                !nested.mayBeEmpty() || !entry.value().isNothing();
            case ValueShape.Config _ -> !entry.value().isNothing();
            case ValueShape.ListOf _, ValueShape.Backends _, ValueShape.Slots _ -> true;
        };
        if (good) {
            given.put(field.key(), entry);
        } else if (field.required()) {
            // Reported already; "is missing" on top of it would mislead.
            given.put(field.key(), entry);
        }
    }

    private boolean fits(ValueShape.Scalar shape, YamlValue value) {
        return value.text(faults)
                .filter(text -> {
                    boolean fits = shape.fits(text);
                    if (!fits) {
                        String shown = shape instanceof ValueShape.Guarded ? "" : text;
                        faults.add(value.place(), shown, "is not " + shape.noun(), shape.remedy(text));
                    }
                    return fits;
                })
                .isPresent();
    }

    private void demand(ConfigField field) {
        if (!has(field)) {
            faults.add(
                    place.missing(field.key()), "", "is missing", "add '" + field.key() + ":'. " + field.description());
        }
    }

    /** The keys' section, as a place. */
    public ConfigLocation place() {
        return place;
    }

    /** Whether the key is given. */
    public boolean has(ConfigField field) {
        return given.containsKey(field.key());
    }

    /** Where the key is; where its section is, when it is not given. */
    public ConfigLocation keyPlace(ConfigField field) {
        return Optional.ofNullable(given.get(field.key()))
                .map(YamlValue.Entry::place)
                .orElse(place);
    }

    /** The value as it is written, when it is given. */
    public Optional<YamlValue> value(ConfigField field) {
        return Optional.ofNullable(given.get(field.key())).map(YamlValue.Entry::value);
    }

    /** The text given, if it is right. */
    public Optional<String> given(ConfigField field) {
        return value(field)
                .flatMap(YamlValue::textIfAny)
                .filter(text -> field.shape() instanceof ValueShape.Scalar scalar && scalar.fits(text));
    }

    /** The text given, or the default; empty when there is neither. */
    public Optional<String> find(ConfigField field) {
        return given(field).or(() -> Optional.ofNullable(field.otherwise()));
    }

    /** The text given, or the default. */
    public String text(ConfigField field) {
        return find(field).orElseThrow(() -> new IllegalStateException(field.key() + " has no default"));
    }

    /** What {@code parser} makes of the text; it takes each text that the shape of the key lets pass. */
    public <T> T parsed(ConfigField field, Function<String, Optional<T>> parser) {
        return parser.apply(text(field)).orElseThrow();
    }

    /** The value as a duration. */
    public Duration duration(ConfigField field) {
        return Quantities.duration(text(field)).orElseThrow();
    }

    /** The value as a number of bytes. */
    public long bytes(ConfigField field) {
        return Quantities.bytes(text(field)).orElseThrow();
    }

    /** The value as a whole number. */
    public int count(ConfigField field) {
        return Integer.parseInt(text(field));
    }

    /** The value as a share of a whole. */
    public double ratio(ConfigField field) {
        return Quantities.ratio(text(field)).orElseThrow();
    }

    /** The value as a flag. */
    public boolean flag(ConfigField field) {
        return Boolean.parseBoolean(text(field));
    }

    /** The nested section; all defaults when it is not given. */
    public SectionValues section(ConfigField field) {
        if (!(field.shape() instanceof ValueShape.Nested nested)) {
            throw new IllegalStateException(field.key() + " is not a section");
        }
        return value(field)
                .map(value -> read(value, nested.section(), faults))
                .orElseGet(() -> new SectionValues(place.missing(field.key()), faults));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.read;

import io.prism.core.config.HostPort;
import io.prism.core.config.fault.ConfigLocation;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.shape.ConfigField;
import io.prism.core.config.shape.SectionValues;
import io.prism.core.config.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;

/** Checks that no two programs listen at the same place. */
final class Listeners {

    private record Listener(String path, ConfigLocation place, HostPort address, boolean written) {}

    private final List<Listener> listeners = new ArrayList<>();

    /** Takes note of the address of {@code field} in {@code section}. */
    void add(SectionValues section, ConfigField field) {
        ConfigLocation place = section.value(field).map(YamlValue::place).orElse(section.place());
        listeners.add(new Listener(
                section.place().path() + "." + field.key(),
                place,
                section.parsed(field, HostPort::parse),
                section.has(field)));
    }

    /** Reports each pair at the one that is written in the file, at the later one when both are. */
    void check(FaultCollector faults) {
        for (int i = 0; i < listeners.size(); i++) {
            for (int j = 0; j < i; j++) {
                Listener later = listeners.get(i);
                Listener earlier = listeners.get(j);
                if (!later.address().clashesWith(earlier.address())) {
                    continue;
                }
                boolean atLater = later.written();
                report(atLater ? later : earlier, atLater ? earlier : later, faults);
            }
        }
    }

    private static void report(Listener at, Listener other, FaultCollector faults) {
        faults.add(
                at.place(),
                at.address().toString(),
                "is where " + other.path() + " listens too (" + other.address() + ")",
                "give one of the two another port, or port 0 for any free one");
    }
}

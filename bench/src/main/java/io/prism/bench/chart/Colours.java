// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import java.awt.Color;
import java.util.List;
import java.util.Map;

/** Colours that people who see few of them can tell apart (Okabe and Ito); the same name has the same everywhere. */
final class Colours {

    private static final Map<String, Color> KNOWN = Map.of(
            "alone", new Color(0x0072b2),
            "service", new Color(0x0072b2),
            "embedded", new Color(0x009e73),
            "process", new Color(0xd55e00),
            "proxy", new Color(0xd55e00),
            "direct", new Color(0x7f7f7f),
            "generator", new Color(0xbdbdbd));
    private static final List<Color> OTHERS = List.of(
            new Color(0xcc79a7), new Color(0xe69f00), new Color(0x56b4e9), new Color(0xf0e442), new Color(0x000000));

    private Colours() {}

    static Color of(String name, int index) {
        return KNOWN.getOrDefault(name, OTHERS.get(index % OTHERS.size()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.chart;

import java.util.List;
import java.util.Map;

/** Colours that people who see few of them can tell apart (Okabe and Ito); the same name has the same everywhere. */
final class Colours {

    private static final Map<String, String> KNOWN = Map.of(
            "alone", "#0072b2",
            "service", "#0072b2",
            "embedded", "#009e73",
            "process", "#d55e00",
            "proxy", "#d55e00",
            "direct", "#7f7f7f",
            "generator", "#bdbdbd");
    private static final List<String> OTHERS = List.of("#cc79a7", "#e69f00", "#56b4e9", "#f0e442", "#000000");

    private Colours() {}

    static String of(String name, int index) {
        return KNOWN.getOrDefault(name, OTHERS.get(index % OTHERS.size()));
    }
}

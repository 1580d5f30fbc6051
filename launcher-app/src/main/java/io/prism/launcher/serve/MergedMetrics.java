// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The metrics of many processes on one page, in the text format of Prometheus: what has one name stands together, and each
 * sample says by its label {@code process} whose it is. Not safe for use by many threads.
 */
final class MergedMetrics {

    private static final String HELP = "# HELP ";
    private static final String TYPE = "# TYPE ";

    private final Map<String, Family> families = new LinkedHashMap<>();

    /** What stands under one name. */
    private static final class Family {
        private final StringBuilder head = new StringBuilder();
        private final StringBuilder samples = new StringBuilder();
        private boolean typed;
    }

    /**
     * Adds what a process has said.
     *
     * @param process its key
     */
    void add(String process, String metrics) {
        String label = "process=\"" + escaped(process) + "\"";
        Family family = new Family();
        for (String line : metrics.split("\n", -1)) {
            if (line.startsWith(HELP) || line.startsWith(TYPE)) {
                family = headed(line);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                sample(family, line, label);
            }
        }
    }

    /** All of it. */
    String page() {
        StringBuilder page = new StringBuilder();
        families.values().forEach(family -> page.append(family.head).append(family.samples));
        return page.toString();
    }

    private Family headed(String line) {
        int begin = HELP.length();
        int end = line.indexOf(' ', begin);
        Family family =
                families.computeIfAbsent(line.substring(begin, end < 0 ? line.length() : end), _ -> new Family());
        // Every process says it, and once is enough: TYPE comes last.
        if (!family.typed) {
            family.head.append(line).append('\n');
            family.typed = line.startsWith(TYPE);
        }
        return family;
    }

    private static void sample(Family family, String line, String label) {
        int brace = line.indexOf('{');
        int blank = line.indexOf(' ');
        if (brace > 0 && brace < blank) {
            family.samples.append(line, 0, brace + 1).append(label).append(',').append(line, brace + 1, line.length());
        } else if (blank > 0) {
            family.samples
                    .append(line, 0, blank)
                    .append('{')
                    .append(label)
                    .append('}')
                    .append(line, blank, line.length());
        }
        family.samples.append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}

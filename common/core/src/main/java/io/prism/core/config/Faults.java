// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the faults of one file. Confined to one thread. */
final class Faults {

    /** Keeps the report of a file that is wrong in every line from taking more memory than the file. */
    private static final int MOST = 1000;

    private final String file;
    private final List<ConfigFault> faults = new ArrayList<>();

    Faults(String file) {
        this.file = file;
    }

    void add(Place place, String value, String problem, String remedy) {
        if (faults.size() < MOST) {
            faults.add(new ConfigFault(file, place.line(), place.column(), place.path(), value, problem, remedy));
        }
    }

    boolean none() {
        return faults.isEmpty();
    }

    /** All of them as one exception, in the order of the file. */
    ConfigException exception() {
        List<ConfigFault> sorted = new ArrayList<>(faults);
        sorted.sort(Comparator.comparingInt(ConfigFault::line).thenComparingInt(ConfigFault::column));
        return new ConfigException(sorted);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the faults of one file. Confined to one thread. */
public final class FaultCollector {

    /** Keeps the report of a file that is wrong in every line from taking more memory than the file. */
    private static final int MOST = 1000;

    private final String file;
    private final List<ConfigFault> faults = new ArrayList<>();

    /** Collects for a file that faults call {@code file}. */
    public FaultCollector(String file) {
        this.file = file;
    }

    /**
     * Takes note of a fault; {@link ConfigFault} says what its parts are.
     *
     * @param value the value seen; empty when there is none or it must not be shown
     */
    public void add(ConfigLocation place, String value, String problem, String remedy) {
        if (faults.size() < MOST) {
            faults.add(new ConfigFault(file, place.line(), place.column(), place.path(), value, problem, remedy));
        }
    }

    /** Whether there is no fault so far. */
    public boolean none() {
        return faults.isEmpty();
    }

    /** All of them as one exception, in the order of the file. */
    public ConfigException exception() {
        List<ConfigFault> sorted = new ArrayList<>(faults);
        sorted.sort(Comparator.comparingInt(ConfigFault::line).thenComparingInt(ConfigFault::column));
        return new ConfigException(sorted);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.fault;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration file that cannot be used, with everything that is wrong with it. Its message fits on one screen. */
public final class ConfigException extends RuntimeException {

    /** Most faults that the message shows. */
    public static final int MOST_SHOWN = 20;

    private final List<ConfigFault> faults;

    /** Reports {@code faults}, at least one, in the order given. */
    public ConfigException(List<ConfigFault> faults) {
        super(report(faults), null, false, false);
        this.faults = List.copyOf(faults);
    }

    private static String report(List<ConfigFault> faults) {
        String shown =
                faults.stream().limit(MOST_SHOWN).map(ConfigFault::toString).collect(Collectors.joining("\n"));
        int more = faults.size() - MOST_SHOWN;
        return more > 0 ? shown + "\nand " + more + " more" : shown;
    }

    /** Every fault, in the order of the file. */
    public List<ConfigFault> faults() {
        return faults;
    }

    /** The report: one line for each fault, of {@value #MOST_SHOWN} faults at most, and how many more there are. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.process;

import io.prism.core.config.HostPort;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of a program of Prism: options that take a value ({@code --listen ADDRESS}) and flags ({@code
 * --follow-parent}). {@code --help} and {@code -h} are always known, and {@code -f} stands for {@code --config}.
 * Immutable.
 */
public final class ProgramOptions {

    /** A command line that cannot be understood; the message says why. */
    public static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        /** Says what is wrong, as a sentence without a full stop. */
        public Wrong(String message) {
            super(message);
        }
    }

    private static final String HELP = "--help";
    private static final Map<String, String> SHORT = Map.of("-h", HELP, "-f", "--config");

    private final Map<String, String> values;
    private final Set<String> flags;

    private ProgramOptions(Map<String, String> values, Set<String> flags) {
        this.values = values;
        this.flags = flags;
    }

    /**
     * Reads a command line. After {@code --help} nothing is looked at any more.
     *
     * @param valued names of the options that take a value; given twice, the last one counts
     * @param flags names of the options that take none
     * @throws Wrong when there is another option or a value is missing
     */
    public static ProgramOptions parse(Set<String> valued, Set<String> flags, String... args) throws Wrong {
        Map<String, String> values = new HashMap<>();
        Set<String> set = new HashSet<>();
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext() && !set.contains(HELP)) {
            String given = rest.next();
            String option = SHORT.getOrDefault(given, given);
            if (option.equals(HELP) || flags.contains(option)) {
                set.add(option);
            } else if (!valued.contains(option)) {
                throw new Wrong("unknown option '" + given + "'");
            } else if (rest.hasNext()) {
                values.put(option, rest.next());
            } else {
                throw new Wrong(given + " needs a value");
            }
        }
        return new ProgramOptions(values, set);
    }

    /** Whether help is asked for. */
    public boolean help() {
        return has(HELP);
    }

    /** Whether a flag is set. */
    public boolean has(String flag) {
        return flags.contains(flag);
    }

    /** An option's text; empty when it is not given. */
    public Optional<String> text(String option) {
        return Optional.ofNullable(values.get(option));
    }

    /**
     * An option's path; empty when it is not given.
     *
     * @throws Wrong when it is not a path
     */
    public Optional<Path> path(String option) throws Wrong {
        String text = values.get(option);
        if (text == null) {
            return Optional.empty();
        }
        try {
            if (!text.isEmpty()) {
                return Optional.of(Path.of(text));
            }
        } catch (InvalidPathException malformed) {
            throw new Wrong(option + " must be a path, but is '" + text + "': " + malformed.getReason());
        }
        throw new Wrong(option + " must not be empty");
    }

    /**
     * An option's address; empty when it is not given.
     *
     * @throws Wrong when it is not an address
     */
    public Optional<HostPort> address(String option) throws Wrong {
        String text = values.get(option);
        if (text == null) {
            return Optional.empty();
        }
        Optional<HostPort> address = HostPort.parse(text);
        if (address.isEmpty()) {
            throw new Wrong(option + " must be " + HostPort.FORM + ", but is '" + text + "'");
        }
        return address;
    }
}

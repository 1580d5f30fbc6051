// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What a process says of itself.
 *
 * @param well whether it can take calls
 * @param calls calls it answered since it was started; empty when it does not say
 * @param inFlight calls it is answering; empty when it does not say
 * @param keepsData whether data would be gone with it
 */
public record ProcessVitals(boolean well, OptionalLong calls, OptionalLong inFlight, boolean keepsData) {

    private static final int MOST_DIGITS = 18;

    /** Those of a process that says nothing but whether it is well. */
    public static ProcessVitals of(boolean well) {
        return new ProcessVitals(well, OptionalLong.empty(), OptionalLong.empty(), false);
    }

    /** Those in the details of a health check. */
    public static ProcessVitals read(boolean well, Map<String, String> details) {
        return new ProcessVitals(
                well,
                number(details.getOrDefault("calls", "")),
                number(details.getOrDefault("calls_in_flight", "")),
                Boolean.parseBoolean(details.getOrDefault("volatile", "")));
    }

    /** The same, without the data it may keep. */
    public ProcessVitals withoutData() {
        return new ProcessVitals(well, calls, inFlight, false);
    }

    /** Whether it surely has nothing to do, and had nothing since {@code before}. */
    public boolean idleSince(ProcessVitals before) {
        return calls.isPresent()
                && calls.equals(before.calls)
                && inFlight.equals(OptionalLong.of(0))
                && before.inFlight.equals(OptionalLong.of(0));
    }

    private static OptionalLong number(String text) {
        boolean good =
                !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(Character::isDigit);
        return good ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}

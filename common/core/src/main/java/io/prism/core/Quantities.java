// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How people write durations and sizes in {@code prism.yaml}. */
public final class Quantities {

    /** What a duration looks like, for error texts. */
    public static final String DURATION_FORM = "a whole number and a unit: ms, s, m, h or d, such as 500ms or 5m";

    /** What a size looks like, for error texts. */
    public static final String BYTES_FORM = "a whole number and a unit: B, KiB, MiB or GiB, such as 512KiB or 1MiB";

    /** What a share of a whole looks like, for error texts. */
    public static final String RATIO_FORM = "digits with a point, such as 0.01 for one in a hundred";

    private static final Pattern RATIO = Pattern.compile("0(\\.\\d{1,9})?|1(\\.0{1,9})?");
    // Twelve digits of the largest unit still fit into a long.
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]*)");

    private Quantities() {}

    /** Reads {@value #DURATION_FORM}; empty when {@code text} is anything else. */
    public static Optional<Duration> duration(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> Optional.of(Duration.ofMillis(amount));
            case "s" -> Optional.of(Duration.ofSeconds(amount));
            case "m" -> Optional.of(Duration.ofMinutes(amount));
            case "h" -> Optional.of(Duration.ofHours(amount));
            case "d" -> Optional.of(Duration.ofDays(amount));
            default -> Optional.empty();
        };
    }

    /** Reads {@value #RATIO_FORM}, 0 to 1; empty when {@code text} is anything else. */
    public static Optional<Double> ratio(String text) {
        return Optional.of(text.strip()).filter(RATIO.asMatchPredicate()).map(Double::valueOf);
    }

    /** Reads {@value #BYTES_FORM} (a bare number counts bytes); empty when {@code text} is anything else. */
    public static Optional<Long> bytes(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(m.group(1));
        int shift = switch (m.group(2).toLowerCase(Locale.ROOT)) {
            case "", "b" -> 0;
            case "kib" -> 10;
            case "mib" -> 20;
            case "gib" -> 30;
            default -> -1;
        };
        return shift < 0 || amount > Long.MAX_VALUE >> shift ? Optional.empty() : Optional.of(amount << shift);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.text;

import java.time.Duration;

/** Writes durations and sizes the way {@link io.prism.core.Quantities} reads them, in the largest unit that fits. */
public final class QuantityTexts {

    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB"};

    private QuantityTexts() {}

    /** The duration in the largest unit that leaves no remainder, such as {@code 90s} or {@code 2m}. */
    public static String duration(Duration duration) {
        long ms = duration.toMillis();
        if (ms == 0 || ms % 1000 != 0) {
            return ms == 0 ? "0s" : ms + "ms";
        }
        long s = ms / 1000;
        if (s % 60 != 0) {
            return s + "s";
        }
        if (s % 3600 != 0) {
            return s / 60 + "m";
        }
        return s % 86_400 == 0 ? s / 86_400 + "d" : s / 3600 + "h";
    }

    /** The size in the largest unit that leaves no remainder, such as {@code 1500B} or {@code 4MiB}. */
    public static String bytes(long bytes) {
        int unit = 0;
        long amount = bytes;
        while (unit < SIZES.length - 1 && amount > 0 && amount % 1024 == 0) {
            amount /= 1024;
            unit++;
        }
        return amount + SIZES[unit];
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads values of options, and says what is wrong with them. */
final class Arguments {

    /** The most of whatever has no bound of its own. */
    static final int MOST = 1_000_000;

    private Arguments() {}

    /** A value that cannot be used; the message says which and why. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    static long pid(String option, String text) throws Wrong {
        Long pid = text.matches("\\d{1,10}") ? Long.valueOf(text) : null;
        if (pid == null || ProcessHandle.of(pid).isEmpty()) {
            throw new Wrong("%s: there is no process '%s'".formatted(option, text));
        }
        return pid;
    }

    static int within(String option, int value, int most) throws Wrong {
        if (value < 1 || value > most) {
            throw new Wrong("%s must be 1 to %d, but is %d".formatted(option, most, value));
        }
        return value;
    }

    static Duration time(String option, String text) throws Wrong {
        Duration time = parse(text);
        if (time == null) {
            throw new Wrong(
                    "%s must be a time from 1ms to 1h, such as 500ms, 10s or 2m, but is '%s'".formatted(option, text));
        }
        return time;
    }

    private static @Nullable Duration parse(String text) {
        if (!text.matches("\\d{1,7}(ms|s|m|h)")) {
            return null;
        }
        long number = Long.parseLong(text.replaceAll("\\D", ""));
        Duration time = switch (text.replaceAll("\\d", "")) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        return time.isPositive() && time.compareTo(Duration.ofHours(1)) <= 0 ? time : null;
    }
}

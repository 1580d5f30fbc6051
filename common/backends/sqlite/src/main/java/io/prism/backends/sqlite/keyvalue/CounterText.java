// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.sqlite.keyvalue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.regex.Pattern;

/** The value of a counter: a signed 64-bit number in decimal digits, written in exactly one way. */
final class CounterText {

    /** Length of the longest number, {@link Long#MIN_VALUE}. */
    private static final int BYTES_MAX = 20;

    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]*");

    private CounterText() {}

    /**
     * The number that a value spells.
     *
     * @throws Rejected naming {@code key}, when it spells none
     */
    static long number(ByteString value) {
        String text = value.size() > BYTES_MAX ? "" : value.toString(US_ASCII);
        if (!NUMBER.matcher(text).matches()) {
            throw noCounter();
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw noCounter();
        }
    }

    /**
     * The sum of two numbers.
     *
     * @throws Rejected naming {@code delta}, when it does not fit
     */
    static long sum(long number, long delta) {
        long sum = number + delta;
        // An overflow has a sign that neither of the two has.
        if (((number ^ sum) & (delta ^ sum)) < 0) {
            throw new Rejected("delta", "must leave the counter within 64 bits", Long.toString(delta));
        }
        return sum;
    }

    /** The value that spells a number. */
    static byte[] bytes(long number) {
        return Long.toString(number).getBytes(US_ASCII);
    }

    private static Rejected noCounter() {
        return new Rejected(
                "key", "must be a counter: its value is no whole number of 64 bits in plain decimal digits", "");
    }
}

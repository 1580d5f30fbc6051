// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json.text;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.prism.core.failure.GatewayException;
import io.prism.core.failure.GatewayException.Rejected;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.stream.Collectors;

/** Values that are no messages, as text: in query parameters, in quotes, as keys of maps, and numbers as they stand. */
final class JsonScalars {

    private static final BigInteger UINT32_MAX = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);
    private static final BigInteger UINT64_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    /** An integer that is written with more digits than this is none of ours, however many zeros it has. */
    private static final int DIGITS_MAX = 40;

    private static final int SHOWN_MAX = 40;
    private static final int CHOICES_MAX = 20;

    private JsonScalars() {}

    /**
     * The value of {@code field} that {@code text} stands for.
     *
     * @param at path of the field, for the error text
     * @throws GatewayException.Rejected when it stands for none
     */
    static Object ofText(FieldDescriptor field, String text, String at) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 ->
                integer(text, at, BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE))
                        .intValue();
            case UINT32, FIXED32 ->
                integer(text, at, BigInteger.ZERO, UINT32_MAX).intValue();
            case INT64, SINT64, SFIXED64 ->
                integer(text, at, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE))
                        .longValue();
            case UINT64, FIXED64 ->
                integer(text, at, BigInteger.ZERO, UINT64_MAX).longValue();
            case DOUBLE -> floating(text, at);
            case FLOAT -> single(text, at);
            case BOOL -> bool(text, at);
            case STRING -> string(text, at);
            case BYTES -> bytes(text, at);
            case ENUM -> constant(field.getEnumType(), text, at);
            case MESSAGE, GROUP -> throw new Rejected(at, "is a message, so its fields must be given one by one", "");
        };
    }

    private static BigInteger integer(String text, String at, BigInteger least, BigInteger most) {
        try {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) <= DIGITS_MAX && number.precision() <= DIGITS_MAX) {
                BigInteger whole = number.toBigIntegerExact();
                if (whole.compareTo(least) >= 0 && whole.compareTo(most) <= 0) {
                    return whole;
                }
            }
        } catch (ArithmeticException | NumberFormatException none) {
            throw wrong(at, "must be an integer", text);
        }
        throw wrong(at, "must be an integer from %s to %s".formatted(least, most), text);
    }

    private static double floating(String text, String at) {
        if (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")) {
            return Double.parseDouble(text);
        }
        try {
            double value = Double.parseDouble(text);
            char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
            if (Double.isFinite(value) && last >= '.' && last <= '9') {
                return value;
            }
        } catch (NumberFormatException none) {
            throw wrong(at, "must be a number", text);
        }
        throw wrong(at, "must be a number that a double can hold", text);
    }

    private static float single(String text, String at) {
        double value = floating(text, at);
        if (Double.isFinite(value) && Float.isInfinite((float) value)) {
            throw wrong(at, "must be a number that a float can hold", text);
        }
        return (float) value;
    }

    private static boolean bool(String text, String at) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(at, "must be true or false", text);
        };
    }

    /** Half of a surrogate pair has no UTF-8: it would become another string. */
    static String string(String text, String at) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new Rejected(at, "must be Unicode text, but has half of a surrogate pair", "");
            }
        }
        return text;
    }

    private static ByteString bytes(String text, String at) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        try {
            return ByteString.copyFrom(Base64.getDecoder()
                    .decode(text.substring(0, end).replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException none) {
            // The value itself may be a secret.
            throw new Rejected(at, "must be base64", "");
        }
    }

    private static EnumValueDescriptor constant(EnumDescriptor type, String text, String at) {
        EnumValueDescriptor found = type.findValueByName(text);
        if (found != null) {
            return found;
        }
        try {
            return type.findValueByNumberCreatingIfUnknown(Integer.parseInt(text));
        } catch (NumberFormatException none) {
            String choices = type.getValues().stream()
                    .limit(CHOICES_MAX)
                    .map(EnumValueDescriptor::getName)
                    .collect(Collectors.joining(", "));
            throw wrong(at, "must be one of " + choices, text);
        }
    }

    private static Rejected wrong(String at, String constraint, String text) {
        return new Rejected(at, constraint, text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text);
    }
}

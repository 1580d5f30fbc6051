// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.descriptor;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.OptionValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns single values of options into what a field of a message holds. */
final class OptionValues {

    private OptionValues() {}

    /** The value for {@code field}, which is not a message. */
    static Object of(FieldDescriptor field, OptionValue value, Option option) {
        Object held = switch (field.getJavaType()) {
            case INT ->
                integer(
                        value,
                        field.getType() == FieldDescriptor.Type.UINT32
                                || field.getType() == FieldDescriptor.Type.FIXED32);
            case LONG -> whole(value);
            case FLOAT -> fraction(value) instanceof Double number ? (Object) number.floatValue() : null;
            case DOUBLE -> fraction(value);
            case BOOLEAN -> truth(value);
            case STRING -> value instanceof OptionValue.Text text ? text.value().toStringUtf8() : null;
            case BYTE_STRING -> value instanceof OptionValue.Text text ? text.value() : null;
            case ENUM -> constant(field, value);
            case MESSAGE -> throw new IllegalArgumentException("a message is no single value");
        };
        if (held == null) {
            throw wrong(
                    option,
                    "must be of the type " + field.getType().name().toLowerCase(Locale.ROOT),
                    "change its value");
        }
        return held;
    }

    private static @Nullable Object integer(OptionValue value, boolean unsigned) {
        if (!(whole(value) instanceof Long number)) {
            return null;
        }
        boolean fits = unsigned ? number >= 0 && number < 1L << 32 : number == number.intValue();
        return fits ? number.intValue() : null;
    }

    private static @Nullable Object whole(OptionValue value) {
        if (!(value instanceof OptionValue.Numeral(String text))) {
            return null;
        }
        try {
            return Long.decode(text);
        } catch (NumberFormatException e) {
            return unsigned(text);
        }
    }

    /** Beyond the highest long there are still the unsigned ones. */
    private static @Nullable Object unsigned(String text) {
        try {
            return text.startsWith("0x") || text.startsWith("0X")
                    ? Long.parseUnsignedLong(text.substring(2), 16)
                    : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Object fraction(OptionValue value) {
        return switch (value) {
            case OptionValue.Numeral(String text) -> parsed(text);
            case OptionValue.Word(String text) ->
                switch (text) {
                    case "inf" -> Double.POSITIVE_INFINITY;
                    case "-inf" -> Double.NEGATIVE_INFINITY;
                    case "nan", "-nan" -> Double.NaN;
                    default -> null;
                };
            case OptionValue.Text _, OptionValue.Block _, OptionValue.Many _ -> null;
        };
    }

    private static @Nullable Object parsed(String text) {
        try {
            return whole(new OptionValue.Numeral(text)) instanceof Long number
                    ? (Object) number.doubleValue()
                    : (Object) Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Object truth(OptionValue value) {
        return switch (value instanceof OptionValue.Word(String text) ? text : "") {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static @Nullable Object constant(FieldDescriptor field, OptionValue value) {
        if (!(value instanceof OptionValue.Word(String text))) {
            return null;
        }
        EnumValueDescriptor constant = field.getEnumType().findValueByName(text);
        return constant;
    }

    static SchemaException wrong(Option option, String problem, String remedy) {
        return SchemaException.of(
                FaultKind.MEANING,
                option.place(),
                "the option %s %s".formatted(SchemaFault.quoted(option.path()), problem),
                remedy);
    }
}

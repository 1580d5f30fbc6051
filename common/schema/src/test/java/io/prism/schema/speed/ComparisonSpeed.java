// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.speed;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.compatible.Compatibility;
import io.prism.schema.compatible.CompatibilityMode;
import io.prism.schema.compatible.EarlierVersion;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Measures on one thread, per format, how many times a second two schemas of fifty fields each, read before, are checked
 * (BACKWARD and FULL; the update has one field more and one wider), and how many times a second one of them is read.
 */
public final class ComparisonSpeed {

    private static final int FIELDS = 50;
    private static final long SECOND = 1_000_000_000L;

    private ComparisonSpeed() {}

    /** Measures for as many seconds as {@code args} says, 3 when it says nothing, after as many to get warm. */
    public static void main(String[] args) {
        int seconds = args.length == 0 ? 3 : Integer.parseInt(args[0]);
        for (SchemaFormat format : SchemaFormat.values()) {
            String original = text(format, FIELDS, false);
            String update = text(format, FIELDS + 1, true);
            ParsedSchema before = parsed(format, original);
            ParsedSchema after = parsed(format, update);
            List<EarlierVersion> earlier = List.of(new EarlierVersion(1, before));
            for (CompatibilityMode mode : List.of(CompatibilityMode.BACKWARD, CompatibilityMode.FULL)) {
                Compatibility rule = new Compatibility(mode, CompatibilityPolicy.LENIENT, SchemaLimits.STANDARD);
                boolean compatible = rule.check(after, earlier).isCompatible();
                double rate =
                        perSecond(seconds, () -> rule.check(after, earlier).isCompatible() == compatible);
                System.out.printf("%-8s %-8s %,12.0f checks/s (compatible: %s)%n", format, mode, rate, compatible);
            }
            double rate = perSecond(
                    seconds, () -> !parsed(format, original).canonical().isEmpty());
            System.out.printf("%-8s read     %,12.0f schemas/s of %,d characters%n", format, rate, original.length());
        }
    }

    private static double perSecond(int seconds, BooleanSupplier work) {
        run(seconds, work);
        return run(seconds, work);
    }

    private static double run(int seconds, BooleanSupplier work) {
        long start = System.nanoTime();
        long count = 0;
        while (System.nanoTime() - start < seconds * SECOND) {
            if (!work.getAsBoolean()) {
                throw new IllegalStateException("it came out otherwise than before");
            }
            count++;
        }
        return (double) count * SECOND / (System.nanoTime() - start);
    }

    private static ParsedSchema parsed(SchemaFormat format, String text) {
        return format.parse(SchemaSource.of(text), SchemaLimits.STANDARD);
    }

    private static String text(SchemaFormat format, int fields, boolean wider) {
        return switch (format) {
            case AVRO -> avro(fields, wider);
            case JSON -> json(fields, wider);
            case PROTOBUF -> protobuf(fields, wider);
        };
    }

    private static String each(int fields, String between, IntFunction<String> field) {
        return IntStream.range(0, fields).mapToObj(field).collect(Collectors.joining(between));
    }

    private static String avro(int fields, boolean wider) {
        List<String> types = List.of(
                "\"string\"",
                "\"long\"",
                "[\"null\",\"string\"]",
                "{\"type\":\"array\",\"items\":\"double\"}",
                "{\"type\":\"map\",\"values\":\"bytes\"}");
        return "{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\",\"fields\":["
                + each(
                        fields,
                        ",",
                        i -> "{\"name\":\"field_" + i + "\",\"type\":"
                                + (i == 0 ? (wider ? "\"long\"" : "\"int\"") : types.get(i % types.size()))
                                + (i == FIELDS ? ",\"default\":\"\"" : "") + "}")
                + "]}";
    }

    private static String json(int fields, boolean wider) {
        List<String> types = List.of(
                "{\"type\":\"string\",\"maxLength\":80}",
                "{\"type\":\"integer\",\"minimum\":0}",
                "{\"type\":[\"null\",\"string\"]}",
                "{\"type\":\"array\",\"items\":{\"type\":\"number\"}}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"boolean\"}}}");
        return "{\"type\":\"object\",\"title\":\"Order\",\"properties\":{"
                + each(
                        fields,
                        ",",
                        i -> "\"field_" + i + "\":"
                                + (i == 0
                                        ? "{\"type\":\"" + (wider ? "number" : "integer") + "\"}"
                                        : types.get(i % types.size())))
                + "},\"required\":[\"field_0\",\"field_1\"]}";
    }

    private static String protobuf(int fields, boolean wider) {
        List<String> types = List.of("string", "int64", "repeated double", "map<string, int32>", "Line");
        return "syntax = \"proto3\";\npackage shop;\nmessage Line { string sku = 1; int32 count = 2; }\nmessage Order {\n"
                + each(
                        fields,
                        "\n",
                        i -> "  " + (i == 0 ? (wider ? "int64" : "int32") : types.get(i % types.size())) + " field_" + i
                                + " = " + (i + 1) + ";")
                + "\n}\n";
    }
}

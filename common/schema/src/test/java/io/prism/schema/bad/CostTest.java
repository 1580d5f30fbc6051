// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.bad;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Texts within the limits whose cost grows faster than they do, unless somebody takes care: everything that is done with
 * a schema is done with them, in seconds and in the memory of a test, or is refused for a limit.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CostTest {

    private static final String LONG = "b".repeat(400_000);
    private static final String PROTO3 = "syntax = \"proto3\";";

    @TestFactory
    Stream<DynamicTest> json() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(
                "many required names",
                "{\"properties\":{%s},\"required\":[%s]}"
                        .formatted(list(40_000, ",", "\"p%1$d\":{}"), list(40_000, ",", "\"p%1$d\"")));
        texts.put(
                "a long name around many parts",
                "{\"properties\":{\"%s\":{\"properties\":{%s}}}}".formatted(LONG, list(40_000, ",", "\"p%1$d\":{}")));
        texts.put(
                "a long address around many ids",
                "{\"definitions\":{\"z\":{\"$id\":\"http://a/%s/\",\"definitions\":{%s}}}}"
                        .formatted(LONG, list(20_000, ",", "\"p%1$d\":{\"$id\":\"b%1$d\"}")));
        texts.put("many tags", "{\"properties\":{\"a\":{%s}}}".formatted(list(50_000, ",", "\"x-prism-%1$d\":1")));
        texts.put("many tags in one text", "{\"description\":\"%s\"}".formatted("@prism.a(".repeat(100_000)));
        texts.put(
                "many patterns and many names",
                "{\"patternProperties\":{%s},\"properties\":{%s},\"additionalProperties\":false}"
                        .formatted(
                                list(20_000, ",", "\"^a{1,50}b%1$d\":{}"),
                                list(2_000, ",", "\"" + "a".repeat(60) + "%1$d\":{}")));
        texts.put(
                "everything refers to everything",
                "{\"$ref\":\"#/definitions/d0\",\"definitions\":{%s}}"
                        .formatted(list(
                                200,
                                ",",
                                i -> "\"d" + i + "\":{\"properties\":{"
                                        + list(
                                                40,
                                                ",",
                                                k -> "\"f" + k + "\":{\"$ref\":\"#/definitions/d"
                                                        + (i * 7 + k * 13) % 200 + "\"}")
                                        + "}}")));
        return tests(SchemaFormat.JSON, texts);
    }

    @TestFactory
    Stream<DynamicTest> avro() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("defaults that double at each level", doublingDefaults());
        texts.put(
                "defaults of wide records in a wide record",
                "[{\"type\":\"record\",\"name\":\"W\",\"fields\":[%s]},{\"type\":\"record\",\"name\":\"X\",\"fields\":[%s]}]"
                        .formatted(
                                list(8_000, ",", "{\"name\":\"f%1$d\",\"type\":\"int\",\"default\":0}"),
                                list(8_000, ",", "{\"name\":\"f%1$d\",\"type\":\"W\",\"default\":{}}")));
        texts.put(
                "a long namespace around many types",
                record(
                        "\"namespace\":\"" + LONG + "\"",
                        list(
                                9_000,
                                ",",
                                "{\"name\":\"f%1$d\",\"type\":"
                                        + "{\"type\":\"fixed\",\"name\":\"F%1$d\",\"size\":1}}")));
        texts.put(
                "a long namespace and many aliases",
                record("\"namespace\":\"" + LONG + "\",\"aliases\":[" + list(50_000, ",", "\"a%1$d\"") + "]", ""));
        texts.put("many properties", record(list(50_000, ",", "\"prism.%1$d\":1"), ""));
        texts.put(
                "many aliases of many branches",
                list(
                                2_000,
                                ",",
                                k -> "{\"type\":\"fixed\",\"name\":\"R" + k + "\",\"size\":1,\"aliases\":["
                                        + list(40, ",", "\"s%1$d\"") + "]}")
                        .transform(branches -> "[" + branches + "]"));
        texts.put(
                "each type leads to the one before",
                "["
                        + list(
                                5_000,
                                ",",
                                i -> "{\"type\":\"record\",\"name\":\"R" + i + "\",\"fields\":[{\"name\":\"f\","
                                        + "\"type\":" + (i == 0 ? "\"int\"" : "\"R" + (i - 1) + "\"") + "}]}")
                        + "]");
        return tests(SchemaFormat.AVRO, texts);
    }

    private static String record(String properties, String fields) {
        return "{\"type\":\"record\",\"name\":\"R\"," + properties + ",\"fields\":[" + fields + "]}";
    }

    private static String doublingDefaults() {
        return "[{\"type\":\"record\",\"name\":\"R0\",\"fields\":[{\"name\":\"f\",\"type\":\"int\",\"default\":0}]},"
                + list(
                        80,
                        ",",
                        i -> ("{\"type\":\"record\",\"name\":\"R%1$d\",\"fields\":["
                                        + "{\"name\":\"f\",\"type\":\"R%2$d\",\"default\":{}},"
                                        + "{\"name\":\"g\",\"type\":\"R%2$d\",\"default\":{}}]}")
                                .formatted(i + 1, i))
                + "]";
    }

    @TestFactory
    Stream<DynamicTest> protobuf() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("many messages", PROTO3 + list(45_000, "", "message M%1$d{}"));
        texts.put(
                "many reserved numbers and many fields",
                PROTO3 + "message M{reserved " + list(40_000, ",", i -> "" + (i * 3 + 100_000)) + ";"
                        + list(18_000, "", i -> "int32 f" + i + "=" + (i + 1) + ";") + "}");
        texts.put(
                "many extension ranges and many fields",
                "syntax=\"proto2\";message M{" + list(20_000, "", i -> "extensions " + (i * 3 + 1_000_000) + ";")
                        + list(12_000, "", i -> "optional int32 f" + i + "=" + (i + 1) + ";") + "}");
        texts.put(
                "a long package around many types",
                PROTO3 + "package " + LONG + ";" + list(30_000, "", "message M%1$d{}"));
        texts.put(
                "long names around many constants",
                PROTO3 + "message " + LONG + "{enum E{" + list(40_000, "", "E%1$d=%1$d;") + "}}");
        texts.put(
                "a long name of an option",
                PROTO3 + "import \"google/protobuf/descriptor.proto\";"
                        + "message A{A a=2;int32 i=1;}extend google.protobuf.FileOptions{A x=50000;}option (x)"
                        + ".a".repeat(60_000) + ".i=1;");
        texts.put(
                "one option set many times",
                PROTO3 + "import \"google/protobuf/descriptor.proto\";"
                        + "message A{repeated int32 i=1;}extend google.protobuf.FileOptions{A x=50000;}"
                        + "option (x).i=1;".repeat(15_000));
        return tests(SchemaFormat.PROTOBUF, texts);
    }

    @TestFactory
    Stream<DynamicTest> references() {
        Map<String, String> files = files(
                250,
                i -> PROTO3
                        + list(i, "", "import public \"f%1$d\";")
                        + list(60, "", j -> "message M" + i + "_" + j + "{}"));
        Map<String, String> records = files(
                999,
                i -> record(
                                "\"doc\":\"\"",
                                list(
                                        150,
                                        ",",
                                        j -> "{\"name\":\"a" + j + "\",\"type\":"
                                                + (i == 0 ? "\"int\"" : "\"R" + i * j / 200 + "\"") + "}"))
                        .replace("\"name\":\"R\"", "\"name\":\"R" + i + "\""));
        Map<String, String> chain = files(999, i -> i == 998 ? "{}" : "{\"$ref\":\"f" + (i + 1) + "\"}");
        return Stream.of(
                test(SchemaFormat.PROTOBUF, "public imports", SchemaSource.of(PROTO3 + "import \"f249\";", files)),
                test(SchemaFormat.AVRO, "a thousand records", SchemaSource.of("\"R900\"", records)),
                test(SchemaFormat.JSON, "a chain of texts", SchemaSource.of("{\"$ref\":\"f0\"}", chain)));
    }

    private static Map<String, String> files(int count, IntFunction<String> text) {
        Map<String, String> files = new LinkedHashMap<>();
        // The last first, so that none finds what it needs before it.
        IntStream.range(0, count).forEach(i -> files.put("f" + (count - 1 - i), text.apply(count - 1 - i)));
        return files;
    }

    private static String list(int count, String between, String pattern) {
        return list(count, between, pattern::formatted);
    }

    private static String list(int count, String between, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(between));
    }

    private static Stream<DynamicTest> tests(SchemaFormat format, Map<String, String> texts) {
        return texts.entrySet().stream().map(entry -> test(format, entry.getKey(), SchemaSource.of(entry.getValue())));
    }

    private static DynamicTest test(SchemaFormat format, String name, SchemaSource source) {
        return DynamicTest.dynamicTest(name, () -> {
            // Given
            assertThat(source.text().length()).isLessThanOrEqualTo(SchemaLimits.STANDARD.textCharsMax());

            // Then
            within(() -> use(format.parse(source, SchemaLimits.STANDARD)));
        });
    }

    private static void use(ParsedSchema schema) {
        ParsedSchema again = schema.format()
                .parse(new SchemaSource(schema.canonical(), schema.source().references(), true), SchemaLimits.STANDARD);
        assertThat(again.fingerprint()).isEqualTo(schema.fingerprint());
        assertThat(schema.tags().parts()).isNotNull();
        within(() -> assertThat(schema.normalized().canonical()).isNotEmpty());
        within(() -> assertThat(
                        again.differencesFrom(schema, CompatibilityPolicy.STRICT, new StepLimit(SchemaLimits.STANDARD)))
                .noneMatch(difference -> difference.breaks(CompatibilityPolicy.STRICT)));
    }

    /** Does it, or is refused for a limit and for nothing else. */
    private static void within(Runnable work) {
        try {
            work.run();
        } catch (SchemaException e) {
            assertThat(e.fault().kind()).as(e.getMessage()).matches(FaultKind::isLimit);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.bad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schemas that are made to take all time, memory or stack end soon, with a typed failure or with an answer. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HarmTest {

    private static final int DEEP = 5_000;

    @ParameterizedTest
    @EnumSource
    void refusesTenMegabytesUnread(SchemaFormat format) {
        // Given
        String text = "x".repeat(10 * 1024 * 1024);

        // Then
        assertThat(refused(format, text)).isEqualTo(FaultKind.TOO_LONG);
        assertThat(refused(format, SchemaSource.of("\"int\"", Map.of("a", text))))
                .isEqualTo(FaultKind.TOO_MANY_REFERENCES);
    }

    @ParameterizedTest
    @EnumSource
    void countsThePartsOfAFlatText(SchemaFormat format) {
        // Given
        String text = switch (format) {
            case AVRO -> "[" + "\"int\",".repeat(170_000) + "\"int\"]";
            case JSON -> "{\"enum\":[" + "1,".repeat(300_000) + "1]}";
            case PROTOBUF -> ";".repeat(300_000) + "x";
        };

        // When
        FaultKind kind = refused(format, text);

        // Then
        assertThat(kind).isIn(FaultKind.TOO_MANY_PARTS, FaultKind.MEANING);
    }

    @Test
    void refusesDeepAvro() {
        // Given
        String arrays = "{\"type\":\"array\",\"items\":".repeat(DEEP) + "\"int\"" + "}".repeat(DEEP);
        String records = nested(
                DEEP,
                i -> "{\"type\":\"record\",\"name\":\"R" + i + "\",\"fields\":[{\"name\":\"f\",\"type\":",
                "\"int\"",
                "}]}");
        String types = "{\"type\":".repeat(DEEP) + "\"int\"" + "}".repeat(DEEP);
        String unions = "[".repeat(DEEP) + "]".repeat(DEEP);

        // Then
        assertThat(List.of(arrays, records, types, unions))
                .allSatisfy(text -> assertThat(refused(SchemaFormat.AVRO, text)).isEqualTo(FaultKind.TOO_DEEP));
    }

    @Test
    void refusesAvroThatLeadsDeepByNames() {
        // Given
        String forwards = IntStream.range(0, DEEP)
                .mapToObj(i -> record(i, i == DEEP - 1 ? "int" : "R" + (i + 1)))
                .collect(Collectors.joining(",", "[", "]"));
        String backwards = backwards(DEEP);
        String fewer = backwards(1_000);

        // Then
        assertThat(refused(SchemaFormat.AVRO, forwards)).isEqualTo(FaultKind.TOO_DEEP);
        ParsedSchema flat = parsed(SchemaFormat.AVRO, backwards);
        assertThat(flat.normalized().canonical()).isNotEmpty();
        assertThat(differences(parsed(SchemaFormat.AVRO, fewer), parsed(SchemaFormat.AVRO, fewer)))
                .isEmpty();
    }

    private static String backwards(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> record(i, i == 0 ? "int" : "R" + (i - 1)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String record(int i, String type) {
        return "{\"type\":\"record\",\"name\":\"R" + i + "\",\"fields\":[{\"name\":\"f\",\"type\":\"" + type + "\"}]}";
    }

    @Test
    void comparesAvroTypesThatDoubleAtEveryLevel() {
        // Given
        String original = doubling("int");
        String update = doubling("string");

        // When
        List<Difference> found = differences(parsed(SchemaFormat.AVRO, update), parsed(SchemaFormat.AVRO, original));

        // Then
        assertThat(found).isNotEmpty().hasSizeLessThan(100);
    }

    private static String doubling(String last) {
        StringBuilder text = new StringBuilder("[" + record(0, last));
        for (int i = 1; i < 60; i++) {
            text.append(",{\"type\":\"record\",\"name\":\"R").append(i).append("\",\"fields\":[");
            text.append("{\"name\":\"f\",\"type\":\"R").append(i - 1).append("\"},");
            text.append("{\"name\":\"g\",\"type\":\"R").append(i - 1).append("\"}]}");
        }
        return text.append("]").toString();
    }

    @Test
    void comparesHugeUnions() {
        // Given
        String small = union(500);
        String huge = union(3_000);

        // When
        List<Difference> found = differences(parsed(SchemaFormat.AVRO, small), parsed(SchemaFormat.AVRO, union(600)));
        SchemaException thrown = catchThrowableOfType(
                SchemaException.class,
                () -> differences(parsed(SchemaFormat.AVRO, huge), parsed(SchemaFormat.AVRO, huge)));

        // Then
        assertThat(found).hasSize(100);
        assertThat(thrown.fault().kind()).isEqualTo(FaultKind.TOO_MUCH_WORK);
    }

    private static String union(int branches) {
        return IntStream.range(0, branches).mapToObj(i -> record(i, "int")).collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void refusesDeepJsonSchemas() {
        // Given
        String nots = "{\"not\":".repeat(DEEP) + "{}" + "}".repeat(DEEP);
        String lists = "{\"allOf\":[".repeat(DEEP) + "{}" + "]}".repeat(DEEP);
        String values = "{\"default\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}";

        // Then
        assertThat(List.of(nots, lists, values))
                .allSatisfy(text -> assertThat(refused(SchemaFormat.JSON, text)).isEqualTo(FaultKind.TOO_DEEP));
    }

    @Test
    void followsLongChainsOfReferencesOnlySoFar() {
        // Given
        String chain = chain(DEEP, i -> "{\"$ref\":\"#/definitions/d" + i + "\"}");
        String deep = chain(DEEP, i -> "{\"items\":{\"$ref\":\"#/definitions/d" + i + "\"}}");

        // When
        ParsedSchema plain = parsed(SchemaFormat.JSON, chain);
        ParsedSchema nested = parsed(SchemaFormat.JSON, deep);

        // Then
        assertThat(differences(plain, parsed(SchemaFormat.JSON, chain))).isEmpty();
        assertThat(catchThrowableOfType(
                                SchemaException.class, () -> differences(nested, parsed(SchemaFormat.JSON, deep)))
                        .fault()
                        .kind())
                .isEqualTo(FaultKind.TOO_DEEP);
    }

    private static String chain(int length, IntFunction<String> link) {
        return IntStream.range(0, length)
                .mapToObj(i -> "\"d" + i + "\":" + (i == length - 1 ? "{}" : link.apply(i + 1)))
                .collect(Collectors.joining(",", "{\"$ref\":\"#/definitions/d0\",\"definitions\":{", "}}"));
    }

    @Test
    void comparesJsonSchemasThatDoubleAtEveryLevel() {
        // Given
        String original = doublingJson("integer");
        String update = doublingJson("string");

        // When
        List<Difference> found = differences(parsed(SchemaFormat.JSON, update), parsed(SchemaFormat.JSON, original));

        // Then
        assertThat(found).isNotEmpty().hasSizeLessThanOrEqualTo(2 * SchemaLimits.STANDARD.differencesMax());
        assertThat(found).anyMatch(difference -> difference.breaks(CompatibilityPolicy.STRICT));
    }

    private static String doublingJson(String last) {
        String levels = IntStream.range(1, 60)
                .mapToObj(i ->
                        "\"d%d\":{\"properties\":{\"a\":{\"$ref\":\"#/definitions/d%d\"},\"b\":{\"$ref\":\"#/definitions/d%d\"}}}"
                                .formatted(i, i - 1, i - 1))
                .collect(Collectors.joining(","));
        return "{\"$ref\":\"#/definitions/d59\",\"definitions\":{\"d0\":{\"type\":\"" + last + "\"}," + levels + "}}";
    }

    @Test
    void comparesHugeChoices() {
        // Given
        String small = choice(300);
        String huge = choice(3_000);

        // When
        List<Difference> found = differences(parsed(SchemaFormat.JSON, choice(301)), parsed(SchemaFormat.JSON, small));
        SchemaException thrown = catchThrowableOfType(
                SchemaException.class,
                () -> differences(parsed(SchemaFormat.JSON, huge), parsed(SchemaFormat.JSON, huge)));

        // Then
        assertThat(found).extracting(Difference::type).hasToString("[SUM_TYPE_EXTENDED]");
        assertThat(thrown.fault().kind()).isEqualTo(FaultKind.TOO_MUCH_WORK);
    }

    private static String choice(int branches) {
        return IntStream.range(0, branches)
                .mapToObj(i -> "{\"properties\":{\"kind\":{\"const\":" + i + "}},\"additionalProperties\":false}")
                .collect(Collectors.joining(",", "{\"oneOf\":[", "]}"));
    }

    @Test
    void comparesChoicesInChoices() {
        // Given
        String text = "{\"type\":\"integer\"}";
        for (int i = 0; i < 12; i++) {
            text = "{\"anyOf\":[" + text + ",{\"maxLength\":" + i + "},{\"title\":\"" + i + "\",\"minLength\":1}]}";
        }
        ParsedSchema one = parsed(SchemaFormat.JSON, text);
        ParsedSchema other = parsed(SchemaFormat.JSON, text.replace("integer", "number"));

        // When
        List<Difference> found = differences(other, one);

        // Then
        assertThat(found).noneMatch(difference -> difference.breaks(CompatibilityPolicy.STRICT));
    }

    @Test
    void neverRunsAPattern() {
        // Given
        String bombs = """
                {"type":"object","additionalProperties":false,"patternProperties":{
                  "^(a+)+$":{},"^(a|aa)+$":{},"(.*)*x":{},"(a?){1000}(a){1000}":{},"(((((a*)*)*)*)*)*b":{},
                  "^((a{1,100}){1,100}){1,100}$":{},"((((){1000}){1000}){1000}){1000}":{},
                  "(x+x+)+y":{},"%s":{},"\\\\p{L}+":{},"(?=a)a":{},"(a)\\\\1":{}},
                 "properties":{%s}}
                """.formatted("(".repeat(2000) + ")".repeat(2000), "%s");
        String name = "\"" + "a".repeat(900) + "!\":{}";
        String names = IntStream.range(0, 50)
                .mapToObj(i -> "\"" + "a".repeat(500 + i) + "\":{}")
                .collect(Collectors.joining(","));

        // When
        List<Difference> found = differences(
                parsed(SchemaFormat.JSON, bombs.replace("%s", "")),
                parsed(SchemaFormat.JSON, bombs.replace("%s", name)));
        List<Difference> many = differences(
                parsed(SchemaFormat.JSON, bombs.replace("%s", "")),
                parsed(SchemaFormat.JSON, bombs.replace("%s", names)));

        // Then
        assertThat(found).hasSize(1);
        assertThat(many).hasSizeGreaterThanOrEqualTo(50);
    }

    @Test
    void refusesDeepProtobuf() {
        // Given
        String messages = "message A {".repeat(DEEP) + "}".repeat(DEEP);
        String options = "option (x) = " + "{ a ".repeat(DEEP) + "}".repeat(DEEP) + ";";
        String lists = "option (x) = { a: " + "[".repeat(DEEP) + "]".repeat(DEEP) + "};";
        String groups = "message A {" + "optional group G = 1 {".repeat(DEEP) + "}".repeat(DEEP) + "}";

        // Then
        assertThat(List.of(messages, options, lists, groups))
                .allSatisfy(
                        text -> assertThat(refused(SchemaFormat.PROTOBUF, text)).isEqualTo(FaultKind.TOO_DEEP));
    }

    @Test
    void comparesMessagesThatLeadDeepByNames() {
        // Given
        String text = IntStream.range(0, DEEP)
                .mapToObj(i -> "message M%d { M%d m = 1; }".formatted(i, (i + 1) % DEEP))
                .collect(Collectors.joining("\n", "syntax = \"proto3\";\n", ""));

        // When
        List<Difference> found = differences(parsed(SchemaFormat.PROTOBUF, text), parsed(SchemaFormat.PROTOBUF, text));

        // Then
        assertThat(found).isEmpty();
    }

    @Test
    void refusesLongChainsOfImports() {
        // Given
        Map<String, String> files = new LinkedHashMap<>();
        IntStream.range(0, 900)
                .forEach(i -> files.put("f" + i, i == 899 ? "message X {}" : "import \"f" + (i + 1) + "\";"));

        // When
        FaultKind kind = refused(SchemaFormat.PROTOBUF, SchemaSource.of("import \"f0\";", files));

        // Then
        assertThat(kind).isEqualTo(FaultKind.TOO_DEEP);
    }

    @ParameterizedTest
    @EnumSource
    void refusesReferencesInACircle(SchemaFormat format) {
        // Given
        SchemaSource source = switch (format) {
            case AVRO -> SchemaSource.of("\"A\"", Map.of("a", record("A", "B"), "b", record("B", "A")));
            case JSON -> SchemaSource.of("{\"$ref\":\"a\"}", Map.of("a", "{\"$ref\":\"b\"}", "b", "{\"$ref\":\"a\"}"));
            case PROTOBUF -> SchemaSource.of("import \"a\";", Map.of("a", "import \"b\";", "b", "import \"a\";"));
        };

        // Then
        assertThat(refused(format, source)).isEqualTo(FaultKind.CYCLIC_REFERENCE);
    }

    private static String record(String name, String type) {
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[{\"name\":\"f\",\"type\":\"" + type
                + "\"}]}";
    }

    @Test
    void refusesTooManyReferences() {
        // Given
        Map<String, String> files = new LinkedHashMap<>();
        IntStream.range(0, 1_001).forEach(i -> files.put("f" + i, "\"int\""));

        // Then
        assertThat(refused(SchemaFormat.AVRO, SchemaSource.of("\"int\"", files)))
                .isEqualTo(FaultKind.TOO_MANY_REFERENCES);
    }

    private static String nested(int depth, IntFunction<String> open, String inner, String close) {
        return IntStream.range(0, depth).mapToObj(open).collect(Collectors.joining()) + inner + close.repeat(depth);
    }

    private static ParsedSchema parsed(SchemaFormat format, String text) {
        return format.parse(SchemaSource.of(text), SchemaLimits.STANDARD);
    }

    private static List<Difference> differences(ParsedSchema reader, ParsedSchema writer) {
        return reader.differencesFrom(writer, CompatibilityPolicy.STRICT, new StepLimit(SchemaLimits.STANDARD));
    }

    private static FaultKind refused(SchemaFormat format, String text) {
        return refused(format, SchemaSource.of(text));
    }

    private static FaultKind refused(SchemaFormat format, SchemaSource source) {
        SchemaException thrown =
                catchThrowableOfType(SchemaException.class, () -> format.parse(source, SchemaLimits.STANDARD));
        assertThat(thrown).as("refused").isNotNull();
        return thrown.fault().kind();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.compatible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompatibilityTest {

    private static final ParsedSchema INT = avro("\"int\"");
    private static final ParsedSchema LONG = avro("\"long\"");
    private static final ParsedSchema DOUBLE = avro("\"double\"");
    private static final ParsedSchema TEXT = avro("\"string\"");

    @ParameterizedTest
    @CsvSource({
        "NONE,true,true,true",
        "BACKWARD,true,false,false",
        "FORWARD,false,true,false",
        "FULL,false,false,false",
        "BACKWARD_TRANSITIVE,true,false,false",
        "FORWARD_TRANSITIVE,false,true,false",
        "FULL_TRANSITIVE,false,false,false"
    })
    void eachModeLooksItsWay(CompatibilityMode mode, boolean wider, boolean narrower, boolean other) {
        assertThat(check(mode, LONG, INT).isCompatible()).isEqualTo(wider);
        assertThat(check(mode, INT, LONG).isCompatible()).isEqualTo(narrower);
        assertThat(check(mode, TEXT, INT).isCompatible()).isEqualTo(other);
        assertThat(check(mode, INT, INT).isCompatible()).isTrue();
        assertThat(check(mode, INT).isCompatible()).isTrue();
    }

    @Test
    void onlyTransitiveModesLookBeyondTheLatest() {
        // Then: text was first, then came numbers
        assertThat(check(CompatibilityMode.BACKWARD, DOUBLE, TEXT, INT, LONG).isCompatible())
                .isTrue();
        Verdict verdict = check(CompatibilityMode.BACKWARD_TRANSITIVE, DOUBLE, TEXT, INT, LONG);
        assertThat(verdict.isCompatible()).isFalse();
        assertThat(verdict.inTheWay()).map(EarlierVersion::version).contains(1);
    }

    @Test
    void theLatestVersionInTheWayIsTold() {
        // When
        Verdict verdict = check(CompatibilityMode.BACKWARD_TRANSITIVE, INT, TEXT, LONG, INT);

        // Then
        assertThat(verdict.incompatibilities())
                .extracting(Incompatibility::version)
                .containsExactly(2);
    }

    @Test
    void theOrderInWhichVersionsAreGivenMeansNothing() {
        // Given
        List<EarlierVersion> mixed =
                List.of(new EarlierVersion(2, LONG), new EarlierVersion(10, INT), new EarlierVersion(1, TEXT));

        // When
        Verdict verdict = rule(CompatibilityMode.BACKWARD).check(LONG, mixed);

        // Then
        assertThat(verdict.isCompatible()).isTrue();
    }

    @Test
    void messagesAreThoseOfConfluentsRegistry() {
        // Given
        ParsedSchema original =
                avro("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}");
        ParsedSchema update =
                avro("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"b\",\"type\":\"int\"}]}");

        // When
        List<String> messages = check(CompatibilityMode.FULL, update, original).messages(false);

        // Then
        assertThat(messages)
                .containsExactly(
                        "{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'b' at path '/fields/0' in the new schema has no default value and is missing in the old schema', additionalInfo:'b'}",
                        "{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE', description:'The field 'a' at path '/fields/0' in the old schema has no default value and is missing in the new schema', additionalInfo:'a'}",
                        "{oldSchemaVersion: 1}",
                        "{oldSchema: '" + original.canonical() + "'}",
                        "{validateFields: 'false', compatibility: 'FULL'}");
        assertThat(check(CompatibilityMode.FULL, update, update).messages(false))
                .isEmpty();
    }

    @Test
    void messagesOfTheOtherFormats() {
        // Given
        ParsedSchema text =
                parsed(SchemaFormat.JSON, "{\"type\":\"object\",\"properties\":{\"50%{path}\":{\"type\":\"string\"}}}");
        ParsedSchema number =
                parsed(SchemaFormat.JSON, "{\"type\":\"object\",\"properties\":{\"50%{path}\":{\"type\":\"number\"}}}");
        ParsedSchema one = parsed(SchemaFormat.PROTOBUF, "syntax = \"proto3\"; message A { string a = 1; }");
        ParsedSchema other = parsed(SchemaFormat.PROTOBUF, "syntax = \"proto3\"; message A { int32 a = 1; }");

        // Then
        assertThat(check(CompatibilityMode.BACKWARD, number, text).messages(true))
                .startsWith(
                        "{errorType:\"TYPE_CHANGED\", description:\"A type at path '#/properties/50%{path}' is different between the new schema and the old schema'}")
                .endsWith("{validateFields: 'true', compatibility: 'BACKWARD'}");
        assertThat(check(CompatibilityMode.FORWARD, other, one).messages(false))
                .startsWith(
                        "{errorType:\"FIELD_SCALAR_KIND_CHANGED\", description:\"The kind of a SCALAR field at path '#/A/1' in the old schema does not match its kind in the new schema\"}");
    }

    @Test
    void aLongEarlierSchemaIsCut() {
        // Given
        ParsedSchema original = avro("{\"type\":\"int\",\"words\":\"" + "é".repeat(20_000) + "\"}");

        // When
        List<String> messages =
                check(CompatibilityMode.BACKWARD, TEXT, original).messages(false);

        // Then
        assertThat(messages.get(2)).hasSizeLessThan(10 * 1024 + 50).endsWith("é...'}");
    }

    @ParameterizedTest
    @EnumSource
    void anotherFormatIsIncompatibleUnlessNothingIsAsked(CompatibilityMode mode) {
        // Given
        ParsedSchema json = parsed(SchemaFormat.JSON, "{\"type\":\"integer\"}");

        // When
        Verdict verdict = check(mode, json, INT);

        // Then
        assertThat(verdict.isCompatible()).isEqualTo(mode == CompatibilityMode.NONE);
        if (mode != CompatibilityMode.NONE) {
            assertThat(verdict.messages(false)).startsWith("Incompatible because of different schema type");
            assertThatThrownBy(() ->
                            json.differencesFrom(INT, CompatibilityPolicy.STRICT, new StepLimit(SchemaLimits.STANDARD)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void namesAreFound() {
        assertThat(CompatibilityMode.named("full_transitive")).contains(CompatibilityMode.FULL_TRANSITIVE);
        assertThat(CompatibilityMode.named("BACKWARD")).contains(CompatibilityMode.BACKWARD);
        assertThat(CompatibilityMode.named("sideways")).isEmpty();
        assertThat(SchemaFormat.named("PROTOBUF")).contains(SchemaFormat.PROTOBUF);
        assertThat(SchemaFormat.named("protobuf")).isEmpty();
    }

    private static ParsedSchema avro(String text) {
        return parsed(SchemaFormat.AVRO, text);
    }

    private static ParsedSchema parsed(SchemaFormat format, String text) {
        return format.parse(SchemaSource.of(text), SchemaLimits.STANDARD);
    }

    private static Verdict check(CompatibilityMode mode, ParsedSchema update, ParsedSchema... earlier) {
        List<EarlierVersion> versions = IntStream.range(0, earlier.length)
                .mapToObj(i -> new EarlierVersion(i + 1, earlier[i]))
                .toList();
        return rule(mode).check(update, versions);
    }

    private static Compatibility rule(CompatibilityMode mode) {
        return new Compatibility(mode, CompatibilityPolicy.STRICT, SchemaLimits.STANDARD);
    }
}

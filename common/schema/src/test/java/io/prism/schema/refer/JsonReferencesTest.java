// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.refer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reference in a JSON Schema leads to the schema it means: a change there is found through it. */
class JsonReferencesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "by pointer        | {\"$ref\":\"#/definitions/a~1b/properties/c%20d\",\"definitions\":{\"a/b\":{\"properties\":{\"c d\":TYPE}}}}",
                "into a list       | {\"$ref\":\"#/allOf/1\",\"allOf\":[{},TYPE]}",
                "to no keyword     | {\"$ref\":\"#/x-mine/a\",\"x-mine\":{\"a\":TYPE}}",
                "through another   | {\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":TYPE}}",
                "by id             | {\"$id\":\"http://h/x/root.json\",\"$ref\":\"part.json\",\"$defs\":{\"a\":{\"$id\":\"part.json\",\"allOf\":[TYPE]}}}",
                "by id of draft 4  | {\"$schema\":\"http://json-schema.org/draft-04/schema#\",\"id\":\"http://h/r\",\"allOf\":[{\"$ref\":\"http://h/p#\"}],\"definitions\":{\"a\":{\"id\":\"p\",\"allOf\":[TYPE]}}}",
                "by id as anchor   | {\"$ref\":\"#there\",\"definitions\":{\"a\":{\"$id\":\"#there\",\"allOf\":[TYPE]}}}",
                "by anchor         | {\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$ref\":\"#there\",\"$defs\":{\"a\":{\"$anchor\":\"there\",\"allOf\":[TYPE]}}}",
                "by dynamic anchor | {\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"$dynamicRef\":\"#there\",\"$defs\":{\"a\":{\"$dynamicAnchor\":\"there\",\"allOf\":[TYPE]}}}",
                "inside an id      | {\"$id\":\"http://h/r\",\"allOf\":[{\"$ref\":\"p\"}],\"$defs\":{\"a\":{\"$id\":\"p\",\"allOf\":[{\"$ref\":\"#/$defs/b\"}],\"$defs\":{\"b\":TYPE}}}}",
                "without a path    | {\"$id\":\"http://h\",\"allOf\":[{\"$ref\":\"p\"}],\"$defs\":{\"a\":{\"$id\":\"p\",\"allOf\":[TYPE]}}}"
            })
    void inItsOwnText(String name, String text) {
        // Given
        ParsedSchema integer = parsed(text.replace("TYPE", "{\"type\":\"integer\"}"), Map.of());
        ParsedSchema number = parsed(text.replace("TYPE", "{\"type\":\"number\"}"), Map.of());

        // Then
        assertThat(types(number, integer)).as(name).contains("TYPE_EXTENDED").doesNotContain("TYPE_NARROWED");
        assertThat(number.differencesFrom(integer, CompatibilityPolicy.STRICT, new StepLimit(SchemaLimits.STANDARD)))
                .noneMatch(difference -> difference.breaks(CompatibilityPolicy.STRICT));
    }

    @ParameterizedTest(name = "{0}: {2} in {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a name           | part.json          | {\"$ref\":\"part.json\"}",
                "a dot            | part.json          | {\"$ref\":\"./part.json\"}",
                "a dot there      | ./part.json        | {\"$ref\":\"part.json\"}",
                "an address       | http://h/part.json | {\"$ref\":\"http://h/part.json#\"}",
                "relative to id   | http://h/part.json | {\"$id\":\"http://h/root.json\",\"allOf\":[{\"$ref\":\"part.json\"}]}",
                "a name with id   | part.json          | {\"$id\":\"http://h/root.json\",\"allOf\":[{\"$ref\":\"part.json\"}]}",
                "address and name | part.json          | {\"$id\":\"http://h/root.json\",\"allOf\":[{\"$ref\":\"http://h/part.json\"}]}",
                "no URI at all    | my part            | {\"$ref\":\"my part\"}",
                "a URN            | urn:x:part         | {\"$ref\":\"urn:x:part\"}"
            })
    void inAnotherText(String name, String reference, String text) {
        // Given
        ParsedSchema integer = parsed(text, Map.of(reference, "{\"type\":\"integer\"}"));
        ParsedSchema number = parsed(text, Map.of(reference, "{\"type\":\"number\"}"));

        // Then
        assertThat(types(number, integer)).as(name).containsExactly("TYPE_EXTENDED");
    }

    @Test
    void inAPartOfAnotherTextThatRefersOn() {
        // Given
        String text = "{\"$ref\":\"a.json#/$defs/x\"}";
        Map<String, String> integer = Map.of(
                "a.json", "{\"$defs\":{\"x\":{\"$ref\":\"b.json#/y\"}}}", "b.json", "{\"y\":{\"type\":\"integer\"}}");
        Map<String, String> number = Map.of(
                "a.json", "{\"$defs\":{\"x\":{\"$ref\":\"b.json#/y\"}}}", "b.json", "{\"y\":{\"type\":\"number\"}}");

        // Then
        assertThat(types(parsed(text, number), parsed(text, integer))).containsExactly("TYPE_EXTENDED");
    }

    @Test
    void schemasOfSchemasNeedNotBeGiven() {
        for (String uri : List.of(
                "http://json-schema.org/draft-04/schema#",
                "http://json-schema.org/draft-07/schema",
                "https://json-schema.org/draft/2020-12/schema",
                "https://json-schema.org/draft/2019-09/meta/core")) {
            assertThatCode(() -> parsed("{\"properties\":{\"a\":{\"$ref\":\"" + uri + "\"}}}", Map.of()))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void textsThatNothingLeadsToAreNotRead() {
        assertThatCode(() -> parsed("{}", Map.of("unused", "this is no schema")))
                .doesNotThrowAnyException();
    }

    private static ParsedSchema parsed(String text, Map<String, String> references) {
        return SchemaFormat.JSON.parse(SchemaSource.of(text, references), SchemaLimits.STANDARD);
    }

    private static List<String> types(ParsedSchema reader, ParsedSchema writer) {
        return reader.differencesFrom(writer, CompatibilityPolicy.STRICT, new StepLimit(SchemaLimits.STANDARD)).stream()
                .map(Difference::type)
                .map(type -> type.name())
                .toList();
    }
}

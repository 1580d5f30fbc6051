// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The forms of a schema, character by character. */
class TextsTest {

    @Test
    void avroIsGivenBackAsAvroWritesIt() {
        // Given
        String text = """
                /* what is sold */ { "name": "Order", "namespace": "shop", "type": "record", "zone": 1, "doc": "", "area": {"b": 1, "a": 2.50},
                  "fields": [ {"type": {"type": "string"}, "name": "id", "aliases": ["z", "y"], "doc": "x"},
                    {"name": "when", "type": {"logicalType": "date", "type": "int"}, "default": 0, "order": "ignore"},
                    {"name": "next", "type": ["null", "shop.Order"], "default": null} ] }
                """;

        // When
        ParsedSchema schema = parsed(SchemaFormat.AVRO, text);

        // Then
        assertThat(schema.canonical())
                .isEqualTo("{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\",\"doc\":\"\",\"fields\":["
                        + "{\"name\":\"id\",\"type\":\"string\",\"doc\":\"x\",\"aliases\":[\"z\",\"y\"]},"
                        + "{\"name\":\"when\",\"type\":{\"type\":\"int\",\"logicalType\":\"date\"},\"default\":0,\"order\":\"ignore\"},"
                        + "{\"name\":\"next\",\"type\":[\"null\",\"Order\"],\"default\":null}],"
                        + "\"zone\":1,\"area\":{\"b\":1,\"a\":2.5}}");
        assertThat(schema.normalized().canonical())
                .isEqualTo("{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"shop\",\"fields\":["
                        + "{\"name\":\"id\",\"type\":\"string\",\"doc\":\"x\",\"aliases\":[\"y\",\"z\"]},"
                        + "{\"name\":\"when\",\"type\":{\"type\":\"int\",\"logicalType\":\"date\"},\"default\":0,\"order\":\"ignore\"},"
                        + "{\"name\":\"next\",\"type\":[\"null\",\"Order\"],\"default\":null}],"
                        + "\"area\":{\"a\":2.5,\"b\":1},\"zone\":1}");
        assertThat(schema.source().text()).isEqualTo(text);
        assertThat(schema.name()).contains("shop.Order");
    }

    @Test
    void avroKeepsReferencedTypesAsNamesUnlessAsked() {
        // Given
        Map<String, String> references = Map.of(
                "c", "{\"type\":\"record\",\"name\":\"Customer\",\"fields\":[{\"name\":\"at\",\"type\":\"Address\"}]}",
                "a", "{\"type\":\"record\",\"name\":\"Address\",\"fields\":[]}");
        String text = "{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
                + "{\"name\":\"by\",\"type\":\"Customer\"},{\"name\":\"to\",\"type\":\"Address\"}]}";

        // When
        ParsedSchema schema = SchemaFormat.AVRO.parse(SchemaSource.of(text, references), SchemaLimits.STANDARD);

        // Then
        assertThat(schema.canonical()).isEqualTo(text);
        assertThat(schema.normalized().canonical()).isEqualTo(text);
        assertThat(schema.inForm("resolved"))
                .contains("\"type\":{\"type\":\"record\",\"name\":\"Customer\"")
                .contains("\"type\":{\"type\":\"record\",\"name\":\"Address\"");
        assertThat(schema.inForm("nonsense")).isEqualTo(text);
    }

    @Test
    void jsonIsGivenBackWithoutBlanks() {
        // Given
        String text = """
                { "type" : "object", "$id": "x", "title": "Order ü\\u00e9\\/",
                  "maximum": 1.10, "a": [1e3, 12345678901234567890, 0.10000000000000000001, -0.5, null, true] }
                """;

        // When
        ParsedSchema schema = parsed(SchemaFormat.JSON, text);

        // Then
        assertThat(schema.canonical())
                .isEqualTo("{\"type\":\"object\",\"$id\":\"x\",\"title\":\"Order üé/\",\"maximum\":1.1,"
                        + "\"a\":[1000.0,12345678901234567890,0.10000000000000000001,-0.5,null,true]}");
        assertThat(schema.normalized().canonical())
                .isEqualTo("{\"$id\":\"x\",\"a\":[1000.0,12345678901234567890,0.10000000000000000001,-0.5,null,true],"
                        + "\"maximum\":1.1,\"title\":\"Order üé/\",\"type\":\"object\"}");
        assertThat(schema.name()).contains("Order üé/");
    }

    @Test
    void jsonOfOneKeyTwiceIsThatOfTheLast() {
        assertThat(parsed(SchemaFormat.JSON, "{\"title\":\"a\",\"title\":\"b\"}")
                        .canonical())
                .isEqualTo("{\"title\":\"b\"}");
    }

    @Test
    void protobufIsGivenBackInOneLayout() {
        // Given
        String text = resource("order.proto");

        // When
        ParsedSchema schema = parsed(SchemaFormat.PROTOBUF, text);

        // Then
        assertThat(schema.canonical()).isEqualTo(resource("order.canonical.proto"));
        assertThat(schema.normalized().canonical()).isEqualTo(resource("order.normal.proto"));
        assertThat(schema.inForm("ignore_extensions"))
                .contains("string email = 2 [\n    deprecated = true,")
                .doesNotContain("prism.pii", "extend ");
        assertThat(schema.name()).contains("shop.v1.Order");
        assertThat(Base64.getDecoder().decode(schema.inForm("serialized"))).isNotEmpty();
    }

    @Test
    void fingerprintsTellSchemasApart() {
        // Given
        ParsedSchema one = parsed(SchemaFormat.JSON, "{\"type\":\"string\"}");

        // Then
        assertThat(parsed(SchemaFormat.JSON, "{ \"type\": \"string\" }").fingerprint())
                .isEqualTo(one.fingerprint());
        assertThat(parsed(SchemaFormat.JSON, "{\"type\":\"null\"}").fingerprint())
                .isNotEqualTo(one.fingerprint());
        assertThat(parsed(SchemaFormat.AVRO, "{\"type\":\"string\"}").fingerprint())
                .isNotEqualTo(one.fingerprint());
        assertThat(SchemaFormat.JSON
                        .parse(SchemaSource.of("{\"type\":\"string\"}", Map.of("a", "{}")), SchemaLimits.STANDARD)
                        .fingerprint())
                .isNotEqualTo(one.fingerprint());
        assertThat(one.fingerprint().hex()).matches("[0-9a-f]{64}");
    }

    @Test
    void schemasThatDifferInOrderOnlyAreEquivalent() {
        // Given
        ParsedSchema one = parsed(SchemaFormat.JSON, "{\"type\":\"string\",\"maxLength\":3}");
        ParsedSchema other = parsed(SchemaFormat.JSON, "{\"maxLength\":3,\"type\":\"string\"}");

        // Then
        assertThat(one.canonical()).isNotEqualTo(other.canonical());
        assertThat(one.isEquivalentTo(other)).isTrue();
        assertThat(one.isEquivalentTo(parsed(SchemaFormat.JSON, "{\"maxLength\":4,\"type\":\"string\"}")))
                .isFalse();
    }

    @Test
    void defaultsOfStoredSchemasAreNotCheckedAgain() {
        // Given
        String text =
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\",\"default\":\"x\"}]}";

        // When
        ParsedSchema schema = SchemaFormat.AVRO.parse(new SchemaSource(text, Map.of(), true), SchemaLimits.STANDARD);

        // Then
        assertThat(schema.canonical()).isEqualTo(text);
    }

    private static ParsedSchema parsed(SchemaFormat format, String text) {
        return format.parse(SchemaSource.of(text), SchemaLimits.STANDARD);
    }

    private static String resource(String name) {
        try (InputStream in = TextsTest.class.getResourceAsStream("/text/" + name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

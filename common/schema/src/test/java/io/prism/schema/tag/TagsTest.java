// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.SchemaFormat;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@prism.pii: email                              | {pii=email}",
                "@prism.pii=email                               | {pii=email}",
                "@prism.pii(email)                              | {pii=email}",
                "@prism.pii                                     | {pii=true}",
                "words @prism.pii: email                        | {pii=email}",
                "@prism.pii: email @prism.masking: hash         | {masking=hash, pii=email}",
                "@prism.owner: \"team a\"                       | {owner_team=team a}",
                "@prism.owner-team: a                           | {owner_team=a}",
                "@prism.Retention: 30                           | {retention_days=30}",
                "@prism.compliance: gdpr, hipaa                 | {compliance=gdpr, hipaa}",
                "@prism.pii: name @prism.pii: email             | {pii=email}",
                "@prism. nothing                                | {}",
                "@prism.deprecated: 2025-12-31 x@prism.         | {deprecated=2025-12-31 x}",
                "mail me at a@prismatic.example                 | {}"
            })
    void readsTagsInTexts(String text, String expected) {
        assertThat(Tags.inText(text).values()).hasToString(expected);
    }

    @Test
    void aValueEndsWithItsLine() {
        assertThat(Tags.inText("@prism.pii: email\nthat is all").values()).isEqualTo(Map.of("pii", "email"));
    }

    @Test
    void readsAvro() {
        // When
        SchemaTags tags = tags(SchemaFormat.AVRO, """
                {"type":"record","name":"Order","namespace":"shop","doc":"@prism.owner: sales @prism.sensitivity: high","fields":[
                 {"name":"email","type":"string","doc":"@prism.pii: mail","prism.pii":"email","confluent:tags":["PII","GDPR"]},
                 {"name":"note","type":["null","string"],"default":null,"prism":{"retention":30,"masking":"redact"}},
                 {"name":"lines","type":{"type":"array","items":{"type":"record","name":"Line","fields":[{"name":"count","type":"int","doc":"@prism.index"}]}}}
                ]}
                """);

        // Then
        assertThat(tags.parts())
                .extracting(part -> part.kind() + " " + part.path() + " " + part.optional() + " "
                        + part.tags().values())
                .containsExactly(
                        "RECORD shop.Order false {owner_team=sales, sensitivity=high}",
                        "FIELD shop.Order.email false {confluent:tags=PII,GDPR, pii=email}",
                        "FIELD shop.Order.note true {masking=redact, retention_days=30}",
                        "FIELD shop.Order.lines false {}",
                        "RECORD shop.Line false {}",
                        "FIELD shop.Line.count false {index=true}");
    }

    @Test
    void readsJson() {
        // When
        SchemaTags tags = tags(SchemaFormat.JSON, """
                {"title":"Order","$comment":"@prism.owner: sales","x-prism-sensitivity":"high","type":"object","required":["email"],
                 "properties":{
                  "email":{"type":"string","description":"@prism.pii: mail","x-prism":{"pii":"email"}},
                  "note":{"type":"string","deprecated":true,"prism.deprecated_reason":"unused"},
                  "at":{"$ref":"#/definitions/address"}},
                 "definitions":{"address":{"properties":{"street":{"confluent:tags":["PII"]}}}},
                 "default":{"properties":{"no":{}}}}
                """);

        // Then
        assertThat(tags.parts())
                .extracting(part -> part.kind() + " " + part.path() + " " + part.name() + " " + part.optional() + " "
                        + part.tags().values())
                .containsExactly(
                        "RECORD # Order false {owner_team=sales, sensitivity=high}",
                        "FIELD #/properties/email email false {pii=email}",
                        "FIELD #/properties/note note true {deprecated=true, deprecated_reason=unused}",
                        "FIELD #/properties/at at true {}",
                        "RECORD #/definitions/address  false {}",
                        "FIELD #/definitions/address/properties/street street true {confluent:tags=PII}");
    }

    @Test
    void readsProtobuf() {
        // When
        SchemaTags tags = tags(SchemaFormat.PROTOBUF, """
                // @prism.compliance: gdpr
                syntax = "proto3";
                package shop;
                import "prism/options.proto";
                import "confluent/meta.proto";

                /**
                 * An order.
                 * @prism.owner: sales
                 */
                message Order { // @prism.sensitivity: high
                  option (prism.retention_days) = 30;
                  // @prism.pii: mail
                  string email = 1 [(prism.pii) = "email", (prism.mask_in_logs) = true];
                  optional string note = 2 [deprecated = true]; // @prism.deprecated_reason: unused
                  oneof by { string card = 3 [(confluent.field_meta).tags = "PII"]; }
                  repeated Line lines = 4 [(confluent.field_meta) = { tags: ["A", "B"] }];
                  message Line { int32 count = 1 [(.prism.index) = "primary"]; }
                }
                """);

        // Then
        assertThat(tags.parts())
                .extracting(part -> part.kind() + " " + part.path() + " " + part.optional() + " "
                        + part.tags().values())
                .containsExactly(
                        "RECORD  false {compliance=gdpr}",
                        "RECORD shop.Order false {owner_team=sales, retention_days=30, sensitivity=high}",
                        "FIELD shop.Order.email false {mask_in_logs=true, pii=email}",
                        "FIELD shop.Order.note true {deprecated=true, deprecated_reason=unused}",
                        "FIELD shop.Order.lines true {confluent:tags=A,B}",
                        "FIELD shop.Order.card true {confluent:tags=PII}",
                        "RECORD shop.Order.Line false {}",
                        "FIELD shop.Order.Line.count false {index=primary}");
        assertThat(tags.at("shop.Order.email").get(TagName.PII)).contains("email");
        assertThat(tags.at("nowhere")).isEqualTo(Tags.NONE);
        assertThat(tags.having(TagName.PII)).extracting(SchemaPart::name).containsExactly("email");
    }

    private static SchemaTags tags(SchemaFormat format, String text) {
        return format.parse(SchemaSource.of(text), SchemaLimits.STANDARD).tags();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.UnknownFieldSet;
import io.prism.registry.fault.RegistryException;
import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorTextTest {

    /** What a text means is what the descriptor means that is made of it, and of the text made of that descriptor. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                syntax = "proto3";
                package shop;
                import "google/protobuf/timestamp.proto";
                import public "google/protobuf/any.proto";
                option java_package = "com.shop";
                option java_multiple_files = true;
                message Order {
                  reserved 10 to 12, 20;
                  reserved "old", "older";
                  string id = 1;
                  optional int32 count = 2;
                  repeated double prices = 3 [packed = false, deprecated = true];
                  map<string, Line> lines = 4;
                  google.protobuf.Timestamp at = 5 [json_name = "when"];
                  Kind kind = 8;
                  oneof payment { string card = 6; Cash cash = 7; }
                  message Line { bytes raw = 1; repeated Line next = 2; }
                  message Cash {}
                  enum Kind { option allow_alias = true; NONE = 0; ZERO = 0; BIG = 5 [deprecated = true]; reserved 7 to 9; }
                }
                service Shop { rpc Buy(Order) returns (stream Order) { option deprecated = true; } rpc Sell(stream Order) returns (Order); }
                """,
                """
                syntax = "proto2";
                message A {
                  required string a = 1 [default = "x\\ny"];
                  optional int64 b = 2 [default = -5];
                  optional double c = 3 [default = inf];
                  optional bool d = 4 [default = true];
                  optional E e = 5 [default = TWO];
                  optional bytes f = 6 [default = "\\001a"];
                  extensions 100 to 199;
                }
                enum E { ONE = 1; TWO = 2; }
                extend A { optional int32 more = 100; }
                """,
                """
                syntax = "proto3";
                import "confluent/meta.proto";
                import "prism/options.proto";
                message A {
                  option (confluent.message_meta) = { doc: "words" };
                  string email = 1 [(confluent.field_meta) = { tags: ["PII", "X"] }, (prism.pii) = "email"];
                }
                """,
                "edition = \"2023\";\nmessage A { int32 a = 1; string b = 2 [features.field_presence = IMPLICIT]; }",
                "syntax = \"proto3\";",
            })
    void aDescriptorIsTheTextItWasMadeOf(String text) {
        // Given
        ParsedSchema written = parse(text);

        // When
        String again = DescriptorText.of(written.inForm("serialized"));

        // Then
        assertThat(parse(again).inForm("serialized")).as(again).isEqualTo(written.inForm("serialized"));
    }

    private static ParsedSchema parse(String text) {
        return SchemaFormat.PROTOBUF.parse(SchemaSource.of(text), SchemaLimits.STANDARD);
    }

    @Test
    void anOptionThatNobodyKnowsIsNotLostInSilence() {
        // Given
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(
                        54321,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("x"))
                                .build())
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setSyntax("proto3")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("A")
                        .addField(FieldDescriptorProto.newBuilder()
                                .setName("a")
                                .setNumber(1)
                                .setType(FieldDescriptorProto.Type.TYPE_STRING)
                                .setOptions(FieldOptions.newBuilder().setUnknownFields(unknown))))
                .setOptions(FileOptions.newBuilder().setGoPackage("x"))
                .build();

        // Then
        assertThatThrownBy(() -> DescriptorText.of(Base64.getEncoder().encodeToString(file.toByteArray())))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("54321");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "a", "====", "Zm9v"})
    void whatIsNoDescriptorIsRefused(String text) {
        assertThat(DescriptorText.isOne(text)).isTrue();
        assertThatThrownBy(() -> DescriptorText.of(text)).isInstanceOf(RegistryException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "syntax = \"proto3\";", "message A {}", " AAAA"})
    void textsAreNoDescriptors(String text) {
        assertThat(DescriptorText.isOne(text)).isFalse();
    }
}

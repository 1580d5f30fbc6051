// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import com.google.type.DateProto;
import com.google.type.DateTimeProto;
import com.google.type.LatLngProto;
import com.google.type.MoneyProto;
import com.google.type.PostalAddressProto;
import io.prism.schema.ParsedSchema;
import io.prism.schema.ProtobufText;
import io.prism.schema.SchemaFormat;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Protobuf's own files, read from their texts, make the descriptors that protoc made of them. */
class DescriptorsTest {

    static Stream<FileDescriptor> compiled() {
        return Stream.of(
                AnyProto.getDescriptor(),
                ApiProto.getDescriptor(),
                DescriptorProtos.getDescriptor(),
                DurationProto.getDescriptor(),
                EmptyProto.getDescriptor(),
                FieldMaskProto.getDescriptor(),
                SourceContextProto.getDescriptor(),
                StructProto.getDescriptor(),
                TimestampProto.getDescriptor(),
                TypeProto.getDescriptor(),
                WrappersProto.getDescriptor(),
                DateProto.getDescriptor(),
                DateTimeProto.getDescriptor(),
                LatLngProto.getDescriptor(),
                MoneyProto.getDescriptor(),
                PostalAddressProto.getDescriptor());
    }

    @ParameterizedTest
    @MethodSource("compiled")
    void aTextMakesTheDescriptorThatProtocMakes(FileDescriptor compiled) throws IOException {
        // Given
        String text = text(compiled.getFullName());

        // When
        ParsedSchema schema = SchemaFormat.PROTOBUF.parse(SchemaSource.of(text), SchemaLimits.STANDARD);
        ParsedSchema again = SchemaFormat.PROTOBUF.parse(SchemaSource.of(schema.canonical()), SchemaLimits.STANDARD);

        // Then
        assertThat(comparable(schema)).isEqualTo(comparable(compiled.toProto()));
        assertThat(sorted(comparable(again))).isEqualTo(sorted(comparable(compiled.toProto())));
    }

    @Test
    void extensionsAreKeptAsOptions() {
        // Given
        String text = """
                syntax = "proto3";
                import "google/protobuf/descriptor.proto";
                extend google.protobuf.FieldOptions { Mark mark = 50001; repeated int32 counts = 50002; }
                message Mark { string name = 1; repeated double sizes = 2; Kind kind = 3; Mark inner = 4; enum Kind { A = 0; B = 1; } }
                message M { string a = 1 [(mark).name = "x", (mark).inner.kind = B, (counts) = 1, (counts) = 2];
                            string b = 2 [(mark) = { name: "y" sizes: [1, -2.5, inf] inner < kind: B > }]; }
                """;

        // When
        FileDescriptor file = ((ProtobufText) SchemaFormat.PROTOBUF.parse(SchemaSource.of(text), SchemaLimits.STANDARD))
                .document()
                .descriptor();

        // Then
        var fields = file.findMessageTypeByName("M").getFields();
        assertThat(fields.get(0).getOptions().getUnknownFields().toString())
                .contains("50001", "\"x\"", "50002: \"\\001\\002\"");
        assertThat(fields.get(1).getOptions().getUnknownFields().toString()).contains("50001", "\"y\"");
    }

    private static String text(String file) throws IOException {
        try (InputStream in = DescriptorProtos.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static FileDescriptorProto comparable(ParsedSchema schema) {
        return comparable(((ProtobufText) schema).document().descriptor().toProto());
    }

    /** Without the name of the file; names for JSON are made by those that read a descriptor. */
    private static FileDescriptorProto comparable(FileDescriptorProto proto) {
        FileDescriptorProto.Builder builder = proto.toBuilder().clearName();
        builder.getMessageTypeBuilderList().forEach(DescriptorsTest::withoutJsonNames);
        return builder.build();
    }

    private static void withoutJsonNames(DescriptorProto.Builder message) {
        message.getFieldBuilderList().forEach(FieldDescriptorProto.Builder::clearJsonName);
        // Declarations of extensions are for protoc alone and are not compiled in.
        message.getExtensionRangeBuilderList().forEach(range -> {
            range.getOptionsBuilder().clearDeclaration();
            if (range.getOptions().equals(DescriptorProtos.ExtensionRangeOptions.getDefaultInstance())) {
                range.clearOptions();
            }
        });
        message.getNestedTypeBuilderList().forEach(DescriptorsTest::withoutJsonNames);
    }

    /** The canonical text puts fields before oneofs and messages before enums; nothing else may differ. */
    private static FileDescriptorProto sorted(FileDescriptorProto proto) {
        FileDescriptorProto.Builder builder = proto.toBuilder();
        builder.getMessageTypeBuilderList().forEach(DescriptorsTest::sort);
        return builder.build();
    }

    private static void sort(DescriptorProto.Builder message) {
        var fields = message.getFieldList().stream()
                .sorted(Comparator.comparingInt(FieldDescriptorProto::getNumber))
                .toList();
        message.clearField().addAllField(fields);
        message.getNestedTypeBuilderList().forEach(DescriptorsTest::sort);
    }
}

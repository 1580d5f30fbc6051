// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve.descriptor;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.Message;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.schema.ProtobufText;
import io.prism.schema.SchemaFormat;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.protobuf.syntax.Option;
import io.prism.schema.protobuf.syntax.OptionValue;
import io.prism.schema.source.SchemaSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The options of descriptors. Those of Confluent and Prism are known; others than these have no text. */
final class DescriptorOptions {

    private static final List<String> FILES = List.of("confluent/meta.proto", "prism/options.proto");

    private DescriptorOptions() {}

    /** The extensions that may occur. */
    static ExtensionRegistry known() {
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        for (String file : FILES) {
            String text = "syntax = \"proto3\";\nimport public \"" + file + "\";\n";
            if (SchemaFormat.PROTOBUF.parse(SchemaSource.of(text), SchemaLimits.STANDARD)
                    instanceof ProtobufText parsed) {
                parsed.document().descriptor().getPublicDependencies().forEach(known -> addAll(registry, known));
            }
        }
        return registry;
    }

    private static void addAll(ExtensionRegistry registry, FileDescriptor file) {
        for (FieldDescriptor extension : file.getExtensions()) {
            boolean message = extension.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (message) {
                registry.add(extension, DynamicMessage.getDefaultInstance(extension.getMessageType()));
            } else {
                registry.add(extension);
            }
        }
    }

    /** The options of something. */
    static List<Option> of(Message options) {
        if (!options.getUnknownFields().asMap().isEmpty()) {
            int number = options.getUnknownFields().asMap().keySet().iterator().next();
            throw ConfluentFailures.invalidSchema(
                    "Invalid schema, details: the descriptor has the option number %d, whose name is not known; send the schema as a text"
                            .formatted(number));
        }
        List<Option> all = new ArrayList<>();
        for (Map.Entry<FieldDescriptor, Object> field : options.getAllFields().entrySet()) {
            String name = field.getKey().isExtension()
                    ? field.getKey().getFullName()
                    : field.getKey().getName();
            List<Option.Part> path =
                    List.of(new Option.Part(name, field.getKey().isExtension()));
            List<?> values = field.getValue() instanceof List<?> many ? many : List.of(field.getValue());
            values.forEach(value -> all.add(new Option(path, value(value), SchemaLocation.WHOLE)));
        }
        return all;
    }

    /** One option of Protobuf itself. */
    static Option standard(String name, OptionValue value) {
        return new Option(List.of(new Option.Part(name, false)), value, SchemaLocation.WHOLE);
    }

    private static OptionValue value(Object value) {
        return switch (value) {
            case String text -> new OptionValue.Text(ByteString.copyFromUtf8(text));
            case ByteString bytes -> new OptionValue.Text(bytes);
            case EnumValueDescriptor constant -> new OptionValue.Word(constant.getName());
            case Boolean flag -> new OptionValue.Word(flag.toString());
            case Number number -> new OptionValue.Numeral(number.toString());
            case Message message -> new OptionValue.Block(entries(message));
            case List<?> many ->
                new OptionValue.Many(many.stream().map(DescriptorOptions::value).toList());
            default -> throw new IllegalStateException("an option of " + value.getClass());
        };
    }

    private static List<OptionValue.Entry> entries(Message message) {
        List<OptionValue.Entry> entries = new ArrayList<>();
        message.getAllFields()
                .forEach((field, value) -> entries.add(new OptionValue.Entry(field.getName(), value(value))));
        return entries;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.contracts;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What others rely on in a proto file, one fact a line.
 *
 * <pre>
 * file       path package name
 * message    type
 * field      message name number [repeated ]type[ optional| oneof name]
 * enum       type name number
 * extension  extended-type name number [repeated ]type
 * service    name
 * method     service/name [stream ]request [stream ]response
 * option     owner name value
 * </pre>
 */
final class ContractFacts {

    private ContractFacts() {}

    static SortedSet<String> of(List<FileDescriptor> files) {
        SortedSet<String> facts = new TreeSet<>();
        files.forEach(file -> addFile(file, facts));
        return facts;
    }

    private static void addFile(FileDescriptor file, SortedSet<String> facts) {
        facts.add("file %s package %s".formatted(file.getFullName(), file.getPackage()));
        file.getMessageTypes().forEach(message -> addMessage(message, facts));
        file.getEnumTypes().forEach(type -> addEnum(type, facts));
        file.getExtensions().forEach(extension -> facts.add(extension(extension)));
        file.getServices().forEach(service -> addService(service, facts));
    }

    private static void addMessage(Descriptor message, SortedSet<String> facts) {
        if (message.getOptions().getMapEntry()) {
            return; // Said by the type of the field.
        }
        facts.add("message " + message.getFullName());
        addOptions(message.getFullName(), message.getOptions(), facts);
        for (FieldDescriptor field : message.getFields()) {
            facts.add("field %s %s %d %s%s"
                    .formatted(message.getFullName(), field.getName(), field.getNumber(), type(field), group(field)));
            addOptions(message.getFullName() + "." + field.getName(), field.getOptions(), facts);
        }
        message.getNestedTypes().forEach(nested -> addMessage(nested, facts));
        message.getEnumTypes().forEach(nested -> addEnum(nested, facts));
        message.getExtensions().forEach(nested -> facts.add(extension(nested)));
    }

    private static void addEnum(EnumDescriptor type, SortedSet<String> facts) {
        type.getValues()
                .forEach(value ->
                        facts.add("enum %s %s %d".formatted(type.getFullName(), value.getName(), value.getNumber())));
    }

    private static String extension(FieldDescriptor extension) {
        return "extension %s %s %d %s"
                .formatted(
                        extension.getContainingType().getFullName(),
                        extension.getFullName(),
                        extension.getNumber(),
                        type(extension));
    }

    private static void addService(ServiceDescriptor service, SortedSet<String> facts) {
        facts.add("service " + service.getFullName());
        addOptions(service.getFullName(), service.getOptions(), facts);
        for (MethodDescriptor method : service.getMethods()) {
            String path = service.getFullName() + "/" + method.getName();
            facts.add("method %s %s%s %s%s"
                    .formatted(
                            path,
                            method.isClientStreaming() ? "stream " : "",
                            method.getInputType().getFullName(),
                            method.isServerStreaming() ? "stream " : "",
                            method.getOutputType().getFullName()));
            addOptions(path, method.getOptions(), facts);
        }
    }

    private static void addOptions(String owner, Message options, SortedSet<String> facts) {
        options.getAllFields().forEach((option, value) -> {
            String name = option.isExtension() ? option.getFullName() : option.getName();
            Stream<?> values = value instanceof List<?> several ? several.stream() : Stream.of(value);
            values.forEach(one -> facts.add("option %s %s %s".formatted(owner, name, one)));
        });
    }

    private static String type(FieldDescriptor field) {
        if (field.isMapField()) {
            Descriptor entry = field.getMessageType();
            return "map<%s,%s>".formatted(type(entry.findFieldByNumber(1)), type(entry.findFieldByNumber(2)));
        }
        String name = switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
                field.getType().toProto().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
        };
        return field.isRepeated() ? "repeated " + name : name;
    }

    private static String group(FieldDescriptor field) {
        if (field.getRealContainingOneof() != null) {
            return " oneof " + field.getRealContainingOneof().getName();
        }
        return field.toProto().getProto3Optional() ? " optional" : "";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve.descriptor;

import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import io.prism.registry.fault.ConfluentFailures;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.ProtoFile.ImportKind;
import io.prism.schema.protobuf.syntax.ProtoFile.Language;
import io.prism.schema.protobuf.syntax.ProtoFile.Rules;
import io.prism.schema.protobuf.write.ProtoWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Turns what Confluent's clients for JavaScript, Python and Go send as the text of a Protobuf schema, a
 * {@code FileDescriptorProto} in base 64, into the text that it stands for.
 */
public final class DescriptorText {

    private static final String EDITION = "EDITION_";

    private DescriptorText() {}

    /** Whether {@code text} is base 64 and nothing else, which no schema in Protobuf's language is. */
    public static boolean isOne(String text) {
        return !text.isEmpty() && text.chars().allMatch(DescriptorText::isDigit);
    }

    private static boolean isDigit(int c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '=';
    }

    /**
     * The text that {@code encoded} stands for.
     *
     * @throws io.prism.registry.fault.RegistryException when it is no descriptor, or one that has no text
     */
    public static String of(String encoded) {
        FileDescriptorProto file = parse(encoded);
        Messages messages = new Messages(language(file));
        List<ProtoFile.Import> imports = new ArrayList<>();
        for (int i = 0; i < file.getDependencyCount(); i++) {
            imports.add(new ProtoFile.Import(file.getDependency(i), kind(file, i), SchemaLocation.WHOLE));
        }
        return ProtoWriter.write(new ProtoFile(
                language(file),
                file.getPackage(),
                "",
                imports,
                DescriptorOptions.of(file.getOptions()),
                messages.types(file.getMessageTypeList(), file.getEnumTypeList()),
                messages.extensions(file.getExtensionList()),
                Services.of(file.getServiceList())));
    }

    private static FileDescriptorProto parse(String encoded) {
        try {
            ExtensionRegistry extensions = DescriptorOptions.known();
            // Protobuf itself reads no more than 100 levels.
            return FileDescriptorProto.parseFrom(Base64.getDecoder().decode(encoded), extensions);
        } catch (InvalidProtocolBufferException | IllegalArgumentException wrong) {
            throw ConfluentFailures.invalidSchema(
                    "Invalid schema, details: it is neither a text in Protobuf's language nor a descriptor in base 64");
        }
    }

    private static ImportKind kind(FileDescriptorProto file, int at) {
        if (file.getPublicDependencyList().contains(at)) {
            return ImportKind.PUBLIC;
        }
        return file.getWeakDependencyList().contains(at) ? ImportKind.WEAK : ImportKind.PLAIN;
    }

    private static Language language(FileDescriptorProto file) {
        return switch (file.getSyntax()) {
            case "proto3" -> new Language(Rules.PROTO3, "");
            case "editions" -> new Language(Rules.EDITION, edition(file.getEdition()));
            default -> new Language(Rules.PROTO2, "");
        };
    }

    private static String edition(Edition edition) {
        String name = edition.name();
        return name.startsWith(EDITION) ? name.substring(EDITION.length()) : name;
    }
}

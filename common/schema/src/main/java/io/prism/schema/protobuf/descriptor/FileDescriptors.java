// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.descriptor;

import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.protobuf.name.TypeTable;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.ProtoFile.Import;
import io.prism.schema.protobuf.syntax.ProtoFile.ImportKind;
import io.prism.schema.protobuf.syntax.ProtoFile.Rules;
import java.util.List;

/**
 * Turns a file into a descriptor. Extensions may be used as options in the file that declares them, so it is done
 * twice: first without options that are extensions, then with those that were found.
 */
public final class FileDescriptors {

    /** What the descriptor of the schema itself calls its file, as Confluent's registry does. */
    private static final String MAIN = "default";

    private final String path;
    private final ProtoFile file;
    private final TypeTable types;

    private FileDescriptors(String path, ProtoFile file, TypeTable types) {
        this.path = path.isEmpty() ? MAIN : path;
        this.file = file;
        this.types = types;
    }

    /**
     * The descriptor of {@code file}, whose names have been checked.
     *
     * @param path the file; empty for the schema itself
     * @param imports the descriptors of its imports, in the order of the text
     * @throws SchemaException when Protobuf refuses it
     */
    public static FileDescriptor of(String path, ProtoFile file, TypeTable types, List<FileDescriptor> imports) {
        FileDescriptors descriptors = new FileDescriptors(path, file, types);
        OptionMessages plain = new OptionMessages(Extensions.none(), file.packageName());
        FileDescriptor first = descriptors.build(plain, imports);
        if (!plain.hasExtensions()) {
            return first;
        }
        return descriptors.build(new OptionMessages(Extensions.of(first), file.packageName()), imports);
    }

    private FileDescriptor build(OptionMessages options, List<FileDescriptor> imports) {
        FileDescriptorProto proto = proto(options);
        try {
            return FileDescriptor.buildFrom(proto, imports.toArray(FileDescriptor[]::new));
        } catch (DescriptorValidationException e) {
            throw SchemaException.of(
                    FaultKind.MEANING,
                    Declarations.placeOf(e.getProblemSymbolName(), file),
                    "Protobuf refuses the schema: " + SchemaFault.quoted(e.getDescription()),
                    "see the Protobuf language specification");
        } catch (IllegalArgumentException e) {
            throw SchemaException.of(
                    FaultKind.UNSUPPORTED,
                    SchemaLocation.WHOLE,
                    "Protobuf refuses the schema: " + SchemaFault.quoted(String.valueOf(e.getMessage())),
                    "see the Protobuf language specification");
        }
    }

    private FileDescriptorProto proto(OptionMessages options) {
        FileDescriptorProto.Builder proto = FileDescriptorProto.newBuilder().setName(path);
        if (!file.packageName().isEmpty()) {
            proto.setPackage(file.packageName());
        }
        language(proto);
        for (Import imported : file.imports()) {
            if (imported.kind() == ImportKind.PUBLIC) {
                proto.addPublicDependency(proto.getDependencyCount());
            } else if (imported.kind() == ImportKind.WEAK) {
                proto.addWeakDependency(proto.getDependencyCount());
            }
            proto.addDependency(imported.path());
        }
        options.of(file.options(), FileOptions.getDescriptor(), FileOptions.parser())
                .ifPresent(proto::setOptions);
        new Declarations(file, types, options).into(proto);
        return proto.build();
    }

    private void language(FileDescriptorProto.Builder proto) {
        if (file.language().rules() == Rules.PROTO3) {
            proto.setSyntax("proto3");
        } else if (file.language().rules() == Rules.EDITION) {
            proto.setSyntax("editions");
            proto.setEdition(
                    switch (file.language().edition()) {
                        case "2023" -> Edition.EDITION_2023;
                        default ->
                            throw SchemaException.of(
                                    FaultKind.UNSUPPORTED,
                                    SchemaLocation.WHOLE,
                                    "the edition %s is not known"
                                            .formatted(SchemaFault.quoted(
                                                    file.language().edition())),
                                    "use edition 2023, proto3 or proto2");
                    });
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.prism.schema.difference.Difference;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.protobuf.compare.ProtoComparison;
import io.prism.schema.protobuf.link.LinkedFile;
import io.prism.schema.protobuf.link.Linker;
import io.prism.schema.protobuf.name.TypeTable;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.write.ProtoNormal;
import io.prism.schema.protobuf.write.ProtoWriter;
import io.prism.schema.protobuf.write.WithoutExtensions;
import io.prism.schema.source.SchemaSource;
import io.prism.schema.tag.SchemaTags;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A Protobuf schema that has been read, with all that it imports. Safe for use by many threads. */
public final class ProtobufDocument {

    private final SchemaSource source;
    private final SchemaLimits limits;
    private final LinkedFile linked;
    private final ProtoFile file;

    private final String canonical;

    private ProtobufDocument(SchemaSource source, SchemaLimits limits, LinkedFile linked) {
        this.source = source;
        this.limits = limits;
        this.linked = linked;
        this.file = Objects.requireNonNull(linked.file());
        this.canonical = limits.checkOwn(ProtoWriter.write(file));
    }

    /**
     * Reads a schema and all it imports. Protobuf's own files need not be given.
     *
     * @throws SchemaException when it cannot be used, with the line and column of the fault
     */
    public static ProtobufDocument read(SchemaSource source, SchemaLimits limits) {
        return new ProtobufDocument(source, limits, Linker.link(source, source.check(limits), limits.forOwnTexts()));
    }

    /** The declarations as they were written. */
    public ProtoFile file() {
        return file;
    }

    /** The descriptor, with which messages can be read and written. */
    public FileDescriptor descriptor() {
        return linked.descriptor();
    }

    /** One text for all ways to set blanks, comments and declarations of different kinds. Comments are lost. */
    public String canonical() {
        return canonical;
    }

    /** The canonical text without extensions and without options that are extensions. */
    public String withoutExtensions() {
        return ProtoWriter.write(WithoutExtensions.of(file));
    }

    /** The descriptor as Protobuf bytes in base 64. */
    public String serialized() {
        return Base64.getEncoder().encodeToString(linked.descriptor().toProto().toByteArray());
    }

    /** The schema with all that has no order sorted, and types by their full names. */
    public ProtobufDocument normalized() {
        ProtoFile normal = ProtoNormal.of(file, linked.types());
        return read(source.written(ProtoWriter.writeNormal(normal)), limits);
    }

    /** What it is read from. */
    public SchemaSource source() {
        return source;
    }

    /** Full name of the first message; empty when there is none. */
    public Optional<String> firstMessage() {
        return file.types().stream()
                .filter(MessageDecl.class::isInstance)
                .map(type -> TypeTable.join(file.packageName(), type.name()))
                .findFirst();
    }

    /** Every message and field that its own text declares. */
    public SchemaTags tags() {
        return ProtobufTags.of(file);
    }

    /**
     * How this schema differs from {@code writer}, which wrote the data that it is to read.
     *
     * @throws SchemaException when the comparison takes too many steps
     */
    public List<Difference> differencesFrom(ProtobufDocument writer, StepLimit steps) {
        return ProtoComparison.compare(writer.file, writer.linked.types(), file, linked.types(), steps);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.link;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.protobuf.descriptor.FileDescriptors;
import io.prism.schema.protobuf.name.TypeTable;
import io.prism.schema.protobuf.name.TypeTables;
import io.prism.schema.protobuf.parse.ProtoParser;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.ProtoFile.Import;
import io.prism.schema.protobuf.syntax.ProtoFile.ImportKind;
import io.prism.schema.source.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file and all it imports, and looks up every name. Protobuf's own files ({@code google/protobuf/…}) are
 * always those that this library has, also when a reference of that name is given: extensions of them would not fit
 * otherwise. Given files that nothing imports are not read. Confined to one thread and one use.
 */
public final class Linker {

    /** How many times {@link SchemaLimits#partsMax} the types and files that can be seen from each file may be. */
    private static final int WORK_TO_PARTS_MAX = 200;

    /** A type that is made visible costs as much as so many looks into a file for a name. */
    private static final int LOOKS_A_TYPE = 10;

    /** Characters of a text in which one name is looked up, about. */
    private static final int CHARS_A_LOOK = 16;

    private final SchemaSource source;
    private final SchemaLimits limits;
    private final SchemaLimits forImports;
    private long work;
    private final Map<String, LinkedFile> known = new HashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();

    private Linker(SchemaSource source, SchemaLimits limits, SchemaLimits forImports) {
        this.source = source;
        this.limits = limits;
        this.forImports = forImports;
    }

    /**
     * The file that is the text of {@code source}.
     *
     * @param limits for that text
     * @param forImports for the texts of its references
     * @throws SchemaException when it or something it imports cannot be used, with the line of the fault
     */
    public static LinkedFile link(SchemaSource source, SchemaLimits limits, SchemaLimits forImports) {
        return new Linker(source, limits, forImports).link("", source.text());
    }

    private LinkedFile link(String path, String text) {
        ProtoFile file = ProtoParser.parse(text, path.isEmpty() ? limits : forImports);
        List<LinkedFile> imports = new ArrayList<>();
        Map<String, TypeTable.Type> visible = new LinkedHashMap<>();
        Map<String, TypeTable.Type> exported = new LinkedHashMap<>();
        Set<String> visibleFiles = new HashSet<>();
        Set<String> exportedFiles = new HashSet<>(Set.of(path));
        for (Import declared : file.imports()) {
            LinkedFile imported = imported(declared);
            imports.add(imported);
            spend((long) LOOKS_A_TYPE
                    * (imported.exported().size() + imported.exportedFiles().size()));
            visible.putAll(imported.exported());
            visibleFiles.addAll(imported.exportedFiles());
            if (declared.kind() == ImportKind.PUBLIC) {
                exported.putAll(imported.exported());
                exportedFiles.addAll(imported.exportedFiles());
            }
        }
        spend((long) text.length() / CHARS_A_LOOK * visibleFiles.size());
        String mark = mark(text, imports);
        Map<String, TypeTable.Type> own = TypeTables.of(file, path.isEmpty() ? "" : mark, limits);
        visible.putAll(own);
        exported.putAll(own);
        TypeTable types = new TypeTable(visible);
        FileChecks.check(file, types);
        FileDescriptor descriptor = FileDescriptors.of(
                path, file, types, imports.stream().map(LinkedFile::descriptor).toList());
        return new LinkedFile(file, types, exported, exportedFiles, descriptor, mark);
    }

    private void spend(long looks) {
        work += looks;
        if (work > (long) limits.partsMax() * WORK_TO_PARTS_MAX) {
            throw SchemaException.of(
                    FaultKind.TOO_MUCH_WORK,
                    SchemaLocation.WHOLE,
                    "too many files can be seen from too many others",
                    "import only what is used, and do not import it publicly");
        }
    }

    private LinkedFile imported(Import declared) {
        String path = declared.path();
        LinkedFile before = known.get(path);
        if (before != null) {
            return before;
        }
        LinkedFile file = own(path);
        if (file == null) {
            String given = source.references().get(path);
            String text = given == null ? KnownFiles.text(path) : given;
            if (text == null) {
                throw SchemaException.of(
                        FaultKind.UNRESOLVED_REFERENCE,
                        declared.place(),
                        "the file %s is imported but was not given".formatted(SchemaFault.quoted(path)),
                        "give it as a reference of that name");
            }
            file = descend(declared, text);
        }
        known.put(path, file);
        return file;
    }

    private static @Nullable LinkedFile own(String path) {
        FileDescriptor descriptor = KnownFiles.descriptor(path);
        if (descriptor == null) {
            return null;
        }
        Map<String, TypeTable.Type> types = TypeTables.of(descriptor, path);
        return new LinkedFile(null, new TypeTable(types), types, Set.of(path), descriptor, path);
    }

    private LinkedFile descend(Import declared, String text) {
        String path = declared.path();
        if (!underWay.add(path)) {
            throw SchemaException.of(
                    FaultKind.CYCLIC_REFERENCE,
                    declared.place(),
                    "the file %s imports itself: %s"
                            .formatted(SchemaFault.quoted(path), SchemaFault.quoted(String.join(", ", underWay))),
                    "put what they share into a file of its own");
        }
        limits.checkDepth(underWay.size(), declared.place());
        try {
            return link(path, text);
        } catch (SchemaException e) {
            throw e.in(path);
        } finally {
            underWay.remove(path);
        }
    }

    private static String mark(String text, List<LinkedFile> imports) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            imports.forEach(imported -> digest.update(imported.mark().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

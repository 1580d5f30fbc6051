// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.name;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.protobuf.syntax.EnumDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.TypeDecl;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the types of one file. */
public final class TypeTables {

    private final String packageName;
    private final String mark;
    private final SchemaLimits limits;
    private final Map<String, TypeTable.Type> types = new LinkedHashMap<>();

    private TypeTables(String packageName, String mark, SchemaLimits limits) {
        this.packageName = packageName;
        this.mark = mark;
        this.limits = limits;
    }

    /**
     * The types that {@code file} declares, by full name; {@code mark} is what they say they are declared in.
     *
     * @throws SchemaException when two have the same name, or one has a name that is too long
     */
    public static Map<String, TypeTable.Type> of(ProtoFile file, String mark, SchemaLimits limits) {
        TypeTables tables = new TypeTables(file.packageName(), mark, limits);
        limits.checkName(file.packageName(), SchemaLocation.WHOLE);
        tables.declared(file.types(), file.packageName());
        file.extensions().forEach(extend -> tables.declared(extend.groups(), file.packageName()));
        return tables.types;
    }

    private void declared(List<? extends TypeDecl> decls, String scope) {
        for (TypeDecl decl : decls) {
            String name = TypeTable.join(scope, decl.name());
            limits.checkName(name, decl.place());
            TypeTable.Type type = new TypeTable.Type(name, packageName, decl, decl instanceof EnumDecl, mark);
            if (types.put(name, type) != null) {
                throw SchemaException.of(
                        FaultKind.MEANING,
                        decl.place(),
                        "the type %s is declared twice".formatted(SchemaFault.quoted(name)),
                        "give one of them another name");
            }
            if (decl instanceof MessageDecl message) {
                declared(message.types(), name);
                message.extensions().forEach(extend -> declared(extend.groups(), name));
            }
        }
    }

    /** The types of a file that Protobuf brings along, by full name. */
    public static Map<String, TypeTable.Type> of(FileDescriptor file, String mark) {
        TypeTables tables = new TypeTables(file.getPackage(), mark, SchemaLimits.STANDARD);
        file.getMessageTypes().forEach(tables::known);
        file.getEnumTypes().forEach(tables::known);
        return tables.types;
    }

    private void known(Descriptor message) {
        types.put(message.getFullName(), new TypeTable.Type(message.getFullName(), packageName, null, false, mark));
        message.getNestedTypes().forEach(this::known);
        message.getEnumTypes().forEach(this::known);
    }

    private void known(EnumDescriptor type) {
        types.put(type.getFullName(), new TypeTable.Type(type.getFullName(), packageName, null, true, mark));
    }
}

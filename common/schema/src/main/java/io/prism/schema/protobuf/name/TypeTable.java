// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.name;

import io.prism.schema.protobuf.syntax.TypeDecl;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The types that can be used in a file: its own and those of its imports. Immutable.
 */
public final class TypeTable {

    /**
     * A message or enum.
     *
     * @param fullName its name with its package and what it is declared in
     * @param packageName its package; empty when it has none
     * @param decl its declaration; null for a type that Protobuf itself brings along
     * @param enumeration whether it is an enum
     * @param file what it is declared in: empty for the schema itself, else a mark that is the same when the file and
     *     all it imports are the same
     */
    public record Type(
            String fullName, String packageName, @Nullable TypeDecl decl, boolean enumeration, String file) {

        /** The name without the package. */
        public String localName() {
            return packageName.isEmpty() ? fullName : fullName.substring(packageName.length() + 1);
        }
    }

    private final Map<String, Type> byName;

    /** A table of {@code byName}, by full name. */
    public TypeTable(Map<String, Type> byName) {
        this.byName = Map.copyOf(byName);
    }

    /**
     * The type that {@code name} means in {@code scope}: the one declared closest.
     *
     * @param name as it is written; a leading dot makes it a full name
     * @param scope full name of the message, or the package, that it is written in
     */
    public Optional<Type> resolve(String name, String scope) {
        if (name.startsWith(".")) {
            return Optional.ofNullable(byName.get(name.substring(1)));
        }
        String around = scope;
        while (!around.isEmpty()) {
            Type type = byName.get(around + "." + name);
            if (type != null) {
                return Optional.of(type);
            }
            int dot = around.lastIndexOf('.');
            around = dot < 0 ? "" : around.substring(0, dot);
        }
        return Optional.ofNullable(byName.get(name));
    }

    /** {@code name} inside {@code scope}. */
    public static String join(String scope, String name) {
        return scope.isEmpty() ? name : scope + "." + name;
    }
}

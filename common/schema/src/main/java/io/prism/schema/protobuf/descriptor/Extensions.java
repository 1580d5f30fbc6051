// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.descriptor;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The extensions that a file can use: those of its own and of all that it imports. Immutable once made. */
final class Extensions {

    private final Map<String, FieldDescriptor> byName = new HashMap<>();

    private Extensions() {}

    static Extensions none() {
        return new Extensions();
    }

    static Extensions of(FileDescriptor file) {
        Extensions extensions = new Extensions();
        extensions.collect(file, new HashSet<>());
        return extensions;
    }

    private void collect(FileDescriptor file, Set<String> seen) {
        if (seen.add(file.getFullName())) {
            file.getExtensions().forEach(this::add);
            file.getMessageTypes().forEach(this::collect);
            file.getDependencies().forEach(imported -> collect(imported, seen));
        }
    }

    private void collect(Descriptor message) {
        message.getExtensions().forEach(this::add);
        message.getNestedTypes().forEach(this::collect);
    }

    private void add(FieldDescriptor extension) {
        byName.put(extension.getFullName(), extension);
    }

    /** The extension that {@code name} means in {@code packageName}. */
    Optional<FieldDescriptor> find(String name, String packageName) {
        if (name.startsWith(".")) {
            return Optional.ofNullable(byName.get(name.substring(1)));
        }
        String scope = packageName;
        while (!scope.isEmpty()) {
            FieldDescriptor extension = byName.get(scope + "." + name);
            if (extension != null) {
                return Optional.of(extension);
            }
            scope = scope.substring(0, Math.max(0, scope.lastIndexOf('.')));
        }
        return Optional.ofNullable(byName.get(name));
    }
}

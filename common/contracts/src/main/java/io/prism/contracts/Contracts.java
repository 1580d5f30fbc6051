// SPDX-License-Identifier: Apache-2.0
package io.prism.contracts;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All protos of Prism, as data: for server reflection, and to know every method with its types and options.
 *
 * <p>Both methods may be called from any thread, never fail, and answer the same each time. The first call loads the
 * descriptors of all files; a program that does not need the list does not pay for it.
 */
public final class Contracts {

    private Contracts() {}

    /**
     * Returns every proto file of this module, each after those it imports. The list is made by the build.
     *
     * @return the files, immutable; those of protobuf itself are not among them but among their dependencies
     */
    public static List<FileDescriptor> files() {
        Set<FileDescriptor> ordered = new LinkedHashSet<>();
        List<FileDescriptor> ours = ProtoFiles.all();
        ours.forEach(file -> add(file, ours, ordered));
        return List.copyOf(ordered);
    }

    private static void add(FileDescriptor file, List<FileDescriptor> ours, Set<FileDescriptor> ordered) {
        if (ours.contains(file) && !ordered.contains(file)) {
            file.getDependencies().forEach(imported -> add(imported, ours, ordered));
            ordered.add(file);
        }
    }

    /**
     * Returns every service of every file, in the order of {@link #files()}.
     *
     * @return the services, immutable; their full names are the first part of a gRPC method path
     */
    public static List<ServiceDescriptor> services() {
        return files().stream().flatMap(file -> file.getServices().stream()).toList();
    }
}

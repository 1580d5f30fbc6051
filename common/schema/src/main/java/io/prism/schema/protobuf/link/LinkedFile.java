// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.link;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.prism.schema.protobuf.name.TypeTable;
import io.prism.schema.protobuf.syntax.ProtoFile;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file whose names have been looked up.
 *
 * @param file its declarations; null for one that Protobuf itself brings along
 * @param types what can be used in it
 * @param exported what those can use that import it: its own types and those of its public imports
 * @param exportedFiles the paths of the files that those types are of
 * @param descriptor its descriptor, with which messages can be read and written
 * @param mark the same for files that are the same and import the same
 */
public record LinkedFile(
        @Nullable ProtoFile file,
        TypeTable types,
        Map<String, TypeTable.Type> exported,
        Set<String> exportedFiles,
        FileDescriptor descriptor,
        String mark) {}

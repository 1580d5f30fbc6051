// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

import io.prism.schema.fault.SchemaLocation;
import java.util.List;

/**
 * One file.
 *
 * @param language which language it is written in
 * @param packageName its package; empty when it has none
 * @param comment what stands before everything else
 * @param imports in the order of the text
 * @param options of the file
 * @param types messages and enums of the first level, in the order of the text
 * @param extensions declarations of extensions on the first level
 * @param services in the order of the text
 */
public record ProtoFile(
        Language language,
        String packageName,
        String comment,
        List<Import> imports,
        List<Option> options,
        List<TypeDecl> types,
        List<ExtendDecl> extensions,
        List<ServiceDecl> services) {

    /** Keeps copies. */
    public ProtoFile {
        imports = List.copyOf(imports);
        options = List.copyOf(options);
        types = List.copyOf(types);
        extensions = List.copyOf(extensions);
        services = List.copyOf(services);
    }

    /** Which rules hold. */
    public enum Rules {
        /** The file does not say, so it is proto2. */
        UNSTATED,
        /** {@code syntax = "proto2"}. */
        PROTO2,
        /** {@code syntax = "proto3"}. */
        PROTO3,
        /** {@code edition = "…"}. */
        EDITION
    }

    /**
     * The language of a file.
     *
     * @param rules which rules hold
     * @param edition the edition, such as {@code 2023}; empty when it has none
     */
    public record Language(Rules rules, String edition) {

        /** Whether it is proto3. */
        public boolean isProto3() {
            return rules == Rules.PROTO3;
        }

        /** Whether it is proto2, said or not. */
        public boolean isProto2() {
            return rules == Rules.PROTO2 || rules == Rules.UNSTATED;
        }
    }

    /** How a file is imported. */
    public enum ImportKind {
        /** For this file only. */
        PLAIN,
        /** For those too that import this file. */
        PUBLIC,
        /** May be missing at run time. */
        WEAK,
        /** For its options only. */
        OPTION
    }

    /**
     * An import.
     *
     * @param path the file
     * @param kind how
     * @param place where it is written
     */
    public record Import(String path, ImportKind kind, SchemaLocation place) {}
}

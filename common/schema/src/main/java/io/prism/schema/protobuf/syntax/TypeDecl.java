// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.syntax;

import io.prism.schema.fault.SchemaLocation;

/** The declaration of a type. */
public sealed interface TypeDecl permits MessageDecl, EnumDecl {

    /** Its name, without what it is declared in. */
    String name();

    /** Where it starts. */
    SchemaLocation place();

    /** What is said about it before it and behind its brace. */
    String comment();
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.fault;

/** Why a schema was refused. */
public enum FaultKind {
    /** There is no text, or nothing but blanks and comments. */
    EMPTY,
    /** The text is not of the format's language. */
    SYNTAX,
    /** The text can be read but says something that its format does not allow. */
    MEANING,
    /** The format allows it, this library does not know it. */
    UNSUPPORTED,
    /** It names a type, file or schema that nobody gave. */
    UNRESOLVED_REFERENCE,
    /** Its references lead back to themselves without ever reaching a definition. */
    CYCLIC_REFERENCE,
    /** More characters than allowed. */
    TOO_LONG,
    /** Nested deeper than allowed. */
    TOO_DEEP,
    /** More values, declarations or branches than allowed. */
    TOO_MANY_PARTS,
    /** More referenced schemas than allowed. */
    TOO_MANY_REFERENCES,
    /** Comparing or resolving it would take more steps than allowed. */
    TOO_MUCH_WORK;

    /** Whether the schema may be right, and was refused for its size only. */
    public boolean isLimit() {
        return switch (this) {
            case EMPTY, SYNTAX, MEANING, UNSUPPORTED, UNRESOLVED_REFERENCE, CYCLIC_REFERENCE -> false;
            case TOO_LONG, TOO_DEEP, TOO_MANY_PARTS, TOO_MANY_REFERENCES, TOO_MUCH_WORK -> true;
        };
    }
}

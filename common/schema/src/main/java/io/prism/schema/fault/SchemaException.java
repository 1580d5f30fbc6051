// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.fault;

/**
 * A schema that cannot be used, or a comparison that would take too long. Trying again with the same text fails the
 * same way. It carries no stack trace: it is an answer to whoever sent the schema, not a defect of ours.
 */
public final class SchemaException extends RuntimeException {

    private final SchemaFault fault;

    /** Reports {@code fault}. */
    public SchemaException(SchemaFault fault) {
        super(fault.toString(), null, false, false);
        this.fault = fault;
    }

    /** Reports a fault of the schema itself; {@link SchemaFault} says what its parts are. */
    public static SchemaException of(FaultKind kind, SchemaLocation place, String problem, String remedy) {
        return new SchemaException(new SchemaFault(kind, "", place, problem, remedy));
    }

    /** What is wrong. */
    public SchemaFault fault() {
        return fault;
    }

    /** The same fault, as one of the referenced schema {@code source}; unchanged when it already names one. */
    public SchemaException in(String source) {
        return fault.source().isEmpty()
                ? new SchemaException(
                        new SchemaFault(fault.kind(), source, fault.place(), fault.problem(), fault.remedy()))
                : this;
    }
}

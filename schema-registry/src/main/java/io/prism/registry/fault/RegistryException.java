// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.fault;

/**
 * A call that is refused. Its message is made for the caller. Nothing has happened, except where the code is
 * {@link ErrorCode#STORE} or {@link ErrorCode#TIMED_OUT}. It carries no stack trace: it is an answer, not a defect.
 */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** Refused for {@code code}; {@code message} says what was seen and what is allowed. */
    public RegistryException(ErrorCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Why. */
    public ErrorCode code() {
        return code;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.fault;

/** Why a call was refused, as clients see it. The numbers are Confluent's, except for those that say so. */
public enum ErrorCode {
    /** The request cannot be read. */
    MALFORMED(400),
    /** Nobody has said who calls, or not convincingly. */
    UNAUTHENTICATED(401),
    /** Who calls may not do this. */
    FORBIDDEN(40301),
    /** There is no such subject. */
    SUBJECT_NOT_FOUND(40401),
    /** The subject has no such version. */
    VERSION_NOT_FOUND(40402),
    /** There is no such schema. */
    SCHEMA_NOT_FOUND(40403),
    /** The subject is softly deleted already. */
    SUBJECT_SOFT_DELETED(40404),
    /** The subject must be softly deleted first. */
    SUBJECT_NOT_SOFT_DELETED(40405),
    /** The version is softly deleted already. */
    VERSION_SOFT_DELETED(40406),
    /** The version must be softly deleted first. */
    VERSION_NOT_SOFT_DELETED(40407),
    /** The subject has no configuration of its own. */
    CONFIG_NOT_SET(40408),
    /** The subject has no mode of its own. */
    MODE_NOT_SET(40409),
    /** Prism's own: there is no such approval. */
    APPROVAL_NOT_FOUND(40490),
    /** The schema is not compatible with an earlier one. */
    INCOMPATIBLE(40901),
    /** Prism's own: the approval is decided already, or not by whom it must be. */
    APPROVAL_DECIDED(40990),
    /** Prism's own: the consumer cannot read what is registered. */
    ASSERTION_FAILED(40991),
    /** The body of the request is too large. */
    REQUEST_TOO_LARGE(413),
    /** A parameter or a field has a value that is not allowed. */
    INVALID_VALUE(422),
    /** The schema is not right. */
    INVALID_SCHEMA(42201),
    /** The version is not a number that versions have. */
    INVALID_VERSION(42202),
    /** There is no such compatibility level. */
    INVALID_COMPATIBILITY(42203),
    /** There is no such mode. */
    INVALID_MODE(42204),
    /** The mode of the subject does not allow it. */
    NOT_PERMITTED(42205),
    /** Something refers to what is to be deleted. */
    REFERENCED(42206),
    /** No subject can have this name. */
    INVALID_SUBJECT(42208),
    /** The schema is larger, deeper or more work than allowed. */
    SCHEMA_TOO_LARGE(42209),
    /** The rules beside the schema are not right. */
    INVALID_RULE_SET(42210),
    /** The context has versions. */
    CONTEXT_NOT_EMPTY(42211),
    /** Prism's own: a rule of governance forbids it. */
    GOVERNANCE(42290),
    /** Prism's own: a schema from elsewhere cannot be trusted. */
    NOT_TRUSTED(42291),
    /** Too much at once. */
    BUSY(429),
    /** The store cannot be reached. */
    STORE(50001),
    /** It took too long. */
    TIMED_OUT(50002),
    /** Prism's own: the store has no room for more. */
    FULL(50790);

    private static final int HTTP_LAST = 999;
    private static final int DETAIL = 100;

    private final int code;

    ErrorCode(int code) {
        this.code = code;
    }

    /** What stands in the body: the HTTP status, or five digits that start with it. */
    public int code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return code > HTTP_LAST ? code / DETAIL : code;
    }
}

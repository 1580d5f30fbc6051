// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.fault;

import io.prism.registry.name.SubjectName;
import io.prism.schema.fault.SchemaException;
import java.util.List;

/** The refusals whose texts clients know. They are Confluent's, letter by letter, missing blanks included. */
public final class ConfluentFailures {

    private static final int SHOWN_CHARS_MAX = 200;

    private ConfluentFailures() {}

    /** There is no such subject. */
    public static RegistryException subjectNotFound(SubjectName subject) {
        return new RegistryException(ErrorCode.SUBJECT_NOT_FOUND, "Subject '%s' not found.".formatted(subject));
    }

    /** There is no such subject, as the caller wrote it. */
    public static RegistryException subjectNotFound(String subject) {
        return new RegistryException(ErrorCode.SUBJECT_NOT_FOUND, "Subject '%s' not found.".formatted(shown(subject)));
    }

    /** The subject has no such version; -1 stands for the latest. */
    public static RegistryException versionNotFound(int version) {
        return new RegistryException(ErrorCode.VERSION_NOT_FOUND, "Version %s not found.".formatted(version));
    }

    /** Nothing of the kind is registered. */
    public static RegistryException schemaNotFound() {
        return new RegistryException(ErrorCode.SCHEMA_NOT_FOUND, "Schema not found");
    }

    /** There is no schema with this id or guid. */
    public static RegistryException schemaNotFound(Object id) {
        return new RegistryException(ErrorCode.SCHEMA_NOT_FOUND, "Schema %s not found".formatted(id));
    }

    /** The subject is softly deleted already. */
    public static RegistryException subjectSoftDeleted(SubjectName subject) {
        return new RegistryException(
                ErrorCode.SUBJECT_SOFT_DELETED,
                "Subject '%s' was soft deleted.Set permanent=true to delete permanently".formatted(subject));
    }

    /** The subject is still there. */
    public static RegistryException subjectNotSoftDeleted(SubjectName subject) {
        return new RegistryException(
                ErrorCode.SUBJECT_NOT_SOFT_DELETED,
                "Subject '%s' was not deleted first before being permanently deleted".formatted(subject));
    }

    /** The version is softly deleted already. */
    public static RegistryException versionSoftDeleted(SubjectName subject, int version) {
        return new RegistryException(
                ErrorCode.VERSION_SOFT_DELETED,
                "Subject '%s' Version %s was soft deleted.Set permanent=true to delete permanently"
                        .formatted(subject, version));
    }

    /** The version is still there. */
    public static RegistryException versionNotSoftDeleted(SubjectName subject, int version) {
        return new RegistryException(
                ErrorCode.VERSION_NOT_SOFT_DELETED,
                "Subject '%s' Version %s was not deleted first before being permanently deleted"
                        .formatted(subject, version));
    }

    /** Nothing is set for the subject itself. */
    public static RegistryException configNotSet(String subject) {
        return new RegistryException(
                ErrorCode.CONFIG_NOT_SET,
                "Subject '%s' does not have subject-level compatibility configured".formatted(subject));
    }

    /** No mode is set for the subject itself. */
    public static RegistryException modeNotSet(String subject) {
        return new RegistryException(
                ErrorCode.MODE_NOT_SET, "Subject '%s' does not have subject-level mode configured".formatted(subject));
    }

    /** The schema breaks what must hold; {@code details} are the items of the list. */
    public static RegistryException incompatible(SubjectName subject, List<String> details) {
        return new RegistryException(
                ErrorCode.INCOMPATIBLE,
                "Schema being registered is incompatible with an earlier schema for subject \"%s\", details: %s"
                        .formatted(subject, details));
    }

    /** The schema cannot be used. */
    public static RegistryException invalidSchema(String details) {
        return new RegistryException(ErrorCode.INVALID_SCHEMA, details);
    }

    /** The schema cannot be read, or is too much. */
    public static RegistryException invalidSchema(SchemaException failure) {
        boolean large = failure.fault().kind().isLimit();
        return new RegistryException(
                large ? ErrorCode.SCHEMA_TOO_LARGE : ErrorCode.INVALID_SCHEMA,
                (large ? "Schema too large: %s" : "Invalid schema, details: %s").formatted(failure.fault()));
    }

    /** The schema refers to something that is not there. */
    public static RegistryException missingReference(String subject, int version) {
        return new RegistryException(
                ErrorCode.INVALID_SCHEMA,
                "Invalid schema, details: No schema reference found for subject \"%s\" and version %s"
                        .formatted(subject, version));
    }

    /** No version is called that. */
    public static RegistryException invalidVersion(String version) {
        return new RegistryException(
                ErrorCode.INVALID_VERSION,
                ("The specified version '%s' is not a valid version id. "
                                + "Allowed values are between [1, 2^31-1] and the string \"latest\"")
                        .formatted(shown(version)));
    }

    /** No compatibility level is called that. */
    public static RegistryException invalidCompatibility() {
        return new RegistryException(
                ErrorCode.INVALID_COMPATIBILITY,
                "Invalid compatibility level. Valid values are none, backward, forward, full, "
                        + "backward_transitive, forward_transitive, and full_transitive");
    }

    /** No mode is called that. */
    public static RegistryException invalidMode() {
        return new RegistryException(
                ErrorCode.INVALID_MODE, "Invalid mode. Valid values are READWRITE, READONLY, IMPORT and FORWARD.");
    }

    /** The mode does not allow it. */
    public static RegistryException notPermitted(String why) {
        return new RegistryException(ErrorCode.NOT_PERMITTED, why);
    }

    /** Something refers to the version. */
    public static RegistryException referenced(SubjectName subject, int version) {
        return new RegistryException(
                ErrorCode.REFERENCED,
                "One or more references exist to the schema {magic=1,keytype=SCHEMA,subject=%s,version=%s}."
                        .formatted(subject, version));
    }

    /** No subject can be called that. */
    public static RegistryException invalidSubject(String subject) {
        return new RegistryException(
                ErrorCode.INVALID_SUBJECT,
                "The specified subject '%s' is not a valid subject.".formatted(shown(subject)));
    }

    /** The context has versions. */
    public static RegistryException contextNotEmpty(String context) {
        return new RegistryException(
                ErrorCode.CONTEXT_NOT_EMPTY, "The specified context '%s' is not empty.".formatted(context));
    }

    /** The store cannot be reached. */
    public static RegistryException store() {
        return new RegistryException(ErrorCode.STORE, "Error from the backend data store; try again");
    }

    /** Others changed the subject again and again. */
    public static RegistryException contended(SubjectName subject) {
        return new RegistryException(
                ErrorCode.TIMED_OUT,
                "The subject '%s' is changed too often at the moment; try again".formatted(subject));
    }

    /** A text of the caller as it may stand in a message: short, on one line, nothing unprintable. */
    public static String shown(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(SHOWN_CHARS_MAX)
                .forEach(c -> clean.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c));
        return clean.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import io.prism.registry.content.Reference;
import io.prism.registry.name.SubjectName;
import java.util.List;

/** A change that a store did not make. Nothing has happened, unless it says so. */
public abstract sealed class StoreException extends RuntimeException {

    private StoreException(String message) {
        super(message);
    }

    /** The subject is not as it was when it was read: read it again, decide again, try again. */
    public static final class Changed extends StoreException {
        /** Another change of {@code subject} came first. */
        public Changed(SubjectName subject) {
            super("the subject '%s' has changed since it was read".formatted(subject));
        }
    }

    /** Something refers to what was to be deleted. */
    public static final class Referenced extends StoreException {
        private final List<SchemaVersion> by;

        /** The versions {@code by} refer to it; at least one. */
        public Referenced(List<SchemaVersion> by) {
            super("version %d of the subject '%s' refers to it"
                    .formatted(by.getFirst().version(), by.getFirst().subject()));
            this.by = List.copyOf(by);
        }

        /** What refers to it. */
        public List<SchemaVersion> by() {
            return by;
        }
    }

    /** The schema refers to something that is not there. */
    public static final class MissingReference extends StoreException {
        private final Reference reference;

        /** There is no live version that {@code reference} means. */
        public MissingReference(Reference reference) {
            super("version %d of the subject '%s' is not there".formatted(reference.version(), reference.subject()));
            this.reference = reference;
        }

        /** What is not there. */
        public Reference reference() {
            return reference;
        }
    }

    /** An id or version that was asked for belongs to something else. */
    public static final class Taken extends StoreException {
        /** {@code what} is taken, such as "the id 7". */
        public Taken(String what) {
            super(what + " is taken");
        }
    }

    /** The store has no room for the version. */
    public static final class Full extends StoreException {
        /** {@code what} it is full of, and what to do. */
        public Full(String what) {
            super(what);
        }
    }

    /** A context that was to be dropped still has versions. */
    public static final class NotEmpty extends StoreException {
        /** {@code context} has versions, softly deleted ones counted. */
        public NotEmpty(String context) {
            super("the context '%s' is not empty".formatted(context));
        }
    }

    /** The store cannot be reached. A change may have happened. */
    public static final class Unavailable extends StoreException {
        /** Because of {@code cause}. */
        public Unavailable(String message, Throwable cause) {
            super(message);
            initCause(cause);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core.failure;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the caller can act on. The permitted types are the whole error contract of Prism; {@link Failures}
 * says how each looks on the wire. They carry no stack trace: they are answers, not defects, and a flood of bad calls
 * must stay cheap.
 */
public abstract sealed class GatewayException extends RuntimeException {

    private GatewayException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The request itself is wrong; sending it again cannot help. */
    public static final class Rejected extends GatewayException {
        private final String field;
        private final String constraint;
        private final String value;

        /**
         * Names what was wrong.
         *
         * @param field name of the request's field, metadata key or configuration path
         * @param constraint what the field must be, as a sentence without its subject: "must not be empty"
         * @param value the value seen, empty when it must not be shown
         */
        public Rejected(String field, String constraint, String value) {
            super(field + " " + constraint + (value.isEmpty() ? "" : ", but is '" + value + "'"), null);
            this.field = field;
            this.constraint = constraint;
            this.value = value;
        }

        /** The field, metadata key or configuration path that was wrong. */
        public String field() {
            return field;
        }

        /** What the field must be. */
        public String constraint() {
            return constraint;
        }

        /** The value seen; empty when it must not be shown. */
        public String value() {
            return value;
        }
    }

    /** A key, value or message is longer than allowed; sending it again cannot help. */
    public static final class TooLarge extends GatewayException {
        private final String field;
        private final long bytes;
        private final long most;

        /**
         * Says how long it was and how long it may be.
         *
         * @param field what was too long: {@code key}, {@code value}, {@code message}
         * @param bytes its length; at least this many bytes where reading stopped early
         * @param most the most that is allowed
         */
        public TooLarge(String field, long bytes, long most) {
            super("%s is %d bytes long, at most %d are allowed".formatted(field, bytes, most), null);
            this.field = field;
            this.bytes = bytes;
            this.most = most;
        }

        /** What was too long. */
        public String field() {
            return field;
        }

        /** Its length in bytes. */
        public long bytes() {
            return bytes;
        }

        /** The most bytes that are allowed. */
        public long most() {
            return most;
        }
    }

    /** The call names a namespace, binding or process that the configuration does not have. */
    public static final class Unknown extends GatewayException {
        private final String kind;
        private final String name;

        /**
         * Names what is unknown and what there is instead.
         *
         * @param kind {@code namespace}, {@code binding}, {@code pattern} or {@code process}
         * @param name the name that was asked for
         * @param choices the names there are; may be empty when they must not be shown
         */
        public Unknown(String kind, String name, Collection<String> choices) {
            super(
                    "%s '%s' is not configured%s"
                            .formatted(kind, name, choices.isEmpty() ? "" : "; there is " + String.join(", ", choices)),
                    null);
            this.kind = kind;
            this.name = name;
        }

        /** What kind of thing is unknown. */
        public String kind() {
            return kind;
        }

        /** The name that was asked for. */
        public String name() {
            return name;
        }
    }

    /** The namespace exists but nothing in it serves the called interface. */
    public static final class NotServed extends GatewayException {
        private final String service;
        private final List<String> served;

        /**
         * Names the interface and what is served instead.
         *
         * @param service full gRPC name of the called service, with the method where only that is missing
         * @param reason why it is not served, as a sentence
         * @param served full gRPC names of what is served there
         */
        public NotServed(String service, String reason, Collection<String> served) {
            super(service + " is not served here: " + reason, null);
            this.service = service;
            this.served = List.copyOf(served);
        }

        /** Full gRPC name of the called service. */
        public String service() {
            return service;
        }

        /** Full gRPC names of the services that are served there. */
        public List<String> served() {
            return served;
        }
    }

    /** What the call relies on changed meanwhile, or contradicts an earlier call; read again, then decide. */
    public static final class Conflict extends GatewayException {
        /** Names the thing that changed. */
        public Conflict(String message) {
            super(message, null);
        }
    }

    /** The binding needs more than its backend gives; a person must change one of the two. Nothing was done. */
    public static final class NeedsUnmet extends GatewayException {
        private final String backend;

        /**
         * Names the backend and what is missing.
         *
         * @param backend its name in {@code prism.yaml}
         * @param message what is needed and what there is, as a sentence without its subject
         */
        public NeedsUnmet(String backend, String message) {
            super("backend '" + backend + "' " + message, null);
            this.backend = backend;
        }

        /** The backend's name in {@code prism.yaml}. */
        public String backend() {
            return backend;
        }
    }

    /** Too much work right now; retry after {@link #retryAfter()}. Nothing was done. */
    public static final class Busy extends GatewayException {
        private final Duration retryAfter;

        /** Says which limit was met. */
        public Busy(String message, Duration retryAfter) {
            super(message, null);
            this.retryAfter = retryAfter;
        }

        /** How long the caller should wait; never negative. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The backend did not do its part; see {@link #mayHaveHappened()} before retrying a write. */
    public static final class BackendDown extends GatewayException {
        private final String backend;
        private final boolean mayHaveHappened;

        /**
         * Names the backend.
         *
         * @param backend its name in {@code prism.yaml}
         * @param message what went wrong; no secrets, no keys, no values
         * @param mayHaveHappened whether a write may have been done all the same
         * @param cause the driver's own failure
         */
        public BackendDown(String backend, String message, boolean mayHaveHappened, @Nullable Throwable cause) {
            super("backend '" + backend + "' " + message, cause);
            this.backend = backend;
            this.mayHaveHappened = mayHaveHappened;
        }

        /** The backend's name in {@code prism.yaml}. */
        public String backend() {
            return backend;
        }

        /** Whether a write may have been done all the same. */
        public boolean mayHaveHappened() {
            return mayHaveHappened;
        }
    }

    /** The process that serves the binding could not be started or reached, or it died during the call. */
    public static final class ProcessDown extends GatewayException {
        private final String process;
        private final Duration retryAfter;
        private final boolean mayHaveHappened;

        /**
         * Names the process and the cause.
         *
         * @param process its key, such as {@code ns:demo:keyvalue}
         * @param message what went wrong, as a sentence without its subject
         * @param retryAfter when trying again makes sense
         * @param mayHaveHappened whether the call may have reached the process
         */
        public ProcessDown(String process, String message, Duration retryAfter, boolean mayHaveHappened) {
            super("process '" + process + "' " + message, null);
            this.process = process;
            this.retryAfter = retryAfter;
            this.mayHaveHappened = mayHaveHappened;
        }

        /** The key of the process. */
        public String process() {
            return process;
        }

        /** When trying again makes sense; never negative. */
        public Duration retryAfter() {
            return retryAfter;
        }

        /** Whether the call may have reached the process. */
        public boolean mayHaveHappened() {
            return mayHaveHappened;
        }
    }

    /** This part of Prism is shutting down and takes no new calls; another or the next instance will. */
    public static final class Draining extends GatewayException {
        /** Names what is shutting down. */
        public Draining(String what) {
            super(what + " is shutting down and takes no new calls", null);
        }
    }

    /**
     * A stream was ended because what serves it is shutting down or was replaced. What it carried so far was done; the
     * caller can call again and gets what serves from now on.
     */
    public static final class StreamBrokenOff extends GatewayException {
        /** Names what served it. */
        public StreamBrokenOff(String what) {
            super(what + " is shutting down and ends this stream; call again", null);
        }
    }

    /** The caller's deadline passed before there was an answer; a write may have happened. */
    public static final class DeadlinePassed extends GatewayException {
        /** Says what was still being waited for. */
        public DeadlinePassed(String waitedFor) {
            super("the deadline passed while waiting for " + waitedFor, null);
        }
    }
}

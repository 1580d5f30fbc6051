// SPDX-License-Identifier: Apache-2.0
package io.prism.core.process;

import io.prism.core.MetadataKeys;
import io.prism.core.config.BindingConfig;
import io.prism.core.config.Isolation;
import io.prism.core.config.text.Ascii;
import io.prism.core.config.text.Names;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.Optional;

/**
 * The name of a pattern process, and what it is made of. Bindings with the same key share a process. The proxy and the
 * launcher make it the same way, so that the one finds what the other has started:
 *
 * <pre>
 * shared:PATTERN                       isolation none
 * ns:NAMESPACE:PATTERN                 isolation namespace
 * session:NAMESPACE:SESSION:PATTERN    isolation session
 * </pre>
 *
 * <p>No part can hold a colon, so no two keys look alike.
 *
 * @param isolation who shares the process; never {@link Isolation#EMBEDDED}
 * @param pattern name of the pattern, {@link Names#FORM}
 * @param namespace its namespace, {@link Names#FORM}; empty for a process that all namespaces share
 * @param session its session, 1 to {@value #SESSION_CHARS_MAX} ASCII letters, digits, {@code .}, {@code _} and {@code -};
 *     empty for any other than a process of a session
 */
public record ProcessKey(Isolation isolation, String pattern, String namespace, String session) {

    /** Longest name of a session, in characters. */
    public static final int SESSION_CHARS_MAX = 128;

    /**
     * Checks the parts.
     *
     * @throws Rejected when the session is not what a session looks like: a colon would let it name another process
     * @throws IllegalArgumentException when anything else is wrong
     */
    public ProcessKey {
        check(isolation != Isolation.EMBEDDED, "an embedded binding has no process", pattern);
        check(Names.fits(pattern), "the name of a pattern must be " + Names.FORM, pattern);
        if (isolation == Isolation.NONE) {
            check(namespace.isEmpty(), "a process that all share has no namespace", namespace);
        } else {
            check(Names.fits(namespace), "the name of a namespace must be " + Names.FORM, namespace);
        }
        if (isolation == Isolation.SESSION) {
            checkSession(session);
        } else {
            check(session.isEmpty(), "only the process of a session has a session", session);
        }
    }

    /** The process of a pattern that all namespaces share. */
    public static ProcessKey shared(String pattern) {
        return new ProcessKey(Isolation.NONE, pattern, "", "");
    }

    /** The process of a pattern for one namespace. */
    public static ProcessKey ofNamespace(String namespace, String pattern) {
        return new ProcessKey(Isolation.NAMESPACE, pattern, namespace, "");
    }

    /**
     * The process of a pattern for one session.
     *
     * @throws Rejected when {@code session} is not what a session looks like
     */
    public static ProcessKey ofSession(String namespace, String session, String pattern) {
        return new ProcessKey(Isolation.SESSION, pattern, namespace, session);
    }

    /**
     * The process that runs a binding, whoever calls it. Empty for a binding that runs in the proxy
     * ({@link Isolation#EMBEDDED}) and for one whose process depends on the session.
     */
    public static Optional<ProcessKey> of(BindingConfig binding) {
        return switch (binding.isolation()) {
            case EMBEDDED, SESSION -> Optional.empty();
            case NONE -> Optional.of(shared(binding.pattern()));
            case NAMESPACE -> Optional.of(ofNamespace(binding.namespace(), binding.pattern()));
        };
    }

    /** The key as text, as it is sent, logged and shown. */
    public String id() {
        return switch (isolation) {
            case EMBEDDED -> throw new IllegalStateException("an embedded binding has no process");
            case NONE -> "shared:" + pattern;
            case NAMESPACE -> "ns:" + namespace + ":" + pattern;
            case SESSION -> "session:" + namespace + ":" + session + ":" + pattern;
        };
    }

    @Override
    public String toString() {
        return id();
    }

    private static void check(boolean good, String what, String value) {
        if (!good) {
            throw new IllegalArgumentException("%s: '%s'".formatted(what, value));
        }
    }

    private static void checkSession(String session) {
        boolean good = !session.isEmpty() && session.length() <= SESSION_CHARS_MAX;
        for (int i = 0; good && i < session.length(); i++) {
            good = Ascii.letterOrDigit(session.charAt(i)) || "._-".indexOf(session.charAt(i)) >= 0;
        }
        if (!good) {
            throw new Rejected(MetadataKeys.SESSION, "must be 1 to 128 letters, digits, '.', '_' or '-'", "");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.name;

import java.util.Comparator;

/**
 * The name of a subject and the context it lives in. Sorted as its qualified text is.
 *
 * @param context the context, which starts with a dot; {@value #DEFAULT_CONTEXT} is the default one
 * @param name the name inside the context, which may be empty
 */
public record SubjectName(String context, String name) implements Comparable<SubjectName> {

    /** The context of names without one. */
    public static final String DEFAULT_CONTEXT = ".";

    /** Refuses contexts without a dot, with a colon, and control characters anywhere. */
    public SubjectName {
        if (!context.startsWith(".") || context.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a context starts with '.' and has no ':'");
        }
        if (context.chars().anyMatch(Character::isISOControl) || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name of a subject has a control character");
        }
    }

    /** The subject called {@code text}: {@code name}, or {@code :.context:name}. */
    public static SubjectName of(String text) {
        return in(DEFAULT_CONTEXT, text);
    }

    /** The subject that {@code text} means inside {@code context}, where names without a context belong to it. */
    public static SubjectName in(String context, String text) {
        int end = text.startsWith(":.") ? text.indexOf(':', 1) : -1;
        return end < 0
                ? new SubjectName(context, text)
                : new SubjectName(text.substring(1, end), text.substring(end + 1));
    }

    /** The text that {@link #of} reads: without the context when it is the default one. */
    public String qualified() {
        return context.equals(DEFAULT_CONTEXT) ? name : ":" + context + ":" + name;
    }

    @Override
    public int compareTo(SubjectName other) {
        return Comparator.comparing(SubjectName::qualified).compare(this, other);
    }

    /** The qualified text. */
    @Override
    public String toString() {
        return qualified();
    }
}

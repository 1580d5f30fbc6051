// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store;

import java.util.List;

/**
 * Which subjects are asked for.
 *
 * @param prefix what the name starts with; after {@value #EVERY_CONTEXT} it is held against the name without its context
 * @param shown which states are asked for
 * @param offset how many to leave out, 0 or more
 * @param limit how many at most; a negative one means no limit
 */
public record SubjectQuery(String prefix, Shown shown, int offset, int limit) {

    /** Start of a prefix that looks into every context. */
    public static final String EVERY_CONTEXT = ":*:";

    /** Which states of a subject are asked for. */
    public enum Shown {
        /** Not deleted. */
        LIVE,
        /** Live and softly deleted. */
        ALL,
        /** Softly deleted. */
        DELETED;

        private boolean fits(Subject subject) {
            return switch (this) {
                case LIVE -> !subject.deleted();
                case ALL -> true;
                case DELETED -> subject.deleted();
            };
        }
    }

    /** The names that are asked for, in the order of the store. */
    public List<String> in(SubjectStore store) {
        return store.subjects().stream()
                .filter(shown::fits)
                .map(Subject::name)
                .filter(this::startsRight)
                .skip(offset)
                .limit(limit < 0 ? Long.MAX_VALUE : limit)
                .toList();
    }

    private boolean startsRight(String name) {
        return prefix.startsWith(EVERY_CONTEXT)
                ? withoutContext(name).startsWith(prefix.substring(EVERY_CONTEXT.length()))
                : name.startsWith(prefix);
    }

    private static String withoutContext(String name) {
        int end = name.startsWith(":.") ? name.indexOf(':', 1) : -1;
        return name.substring(end + 1);
    }
}

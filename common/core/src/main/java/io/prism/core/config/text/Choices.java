// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.text;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to write instead of a word that is not one of the allowed ones. */
public final class Choices {

    private static final int MOST_SHOWN = 12;
    private static final int LONGEST_COMPARED = 64;

    private Choices() {}

    /** "did you mean 'cache'? There are: cache, files, memory". */
    public static String remedy(String wrong, Collection<String> there) {
        if (there.isEmpty()) {
            return "there are none";
        }
        return nearest(wrong, there)
                .map(near -> "did you mean '" + near + "'? There are: " + list(there))
                .orElseGet(() -> "there are: " + list(there));
    }

    /** The words with commas between them, of many only the first ones. */
    public static String list(Collection<String> there) {
        String shown = there.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        int more = there.size() - MOST_SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    static Optional<String> nearest(String wrong, Collection<String> there) {
        String best = null;
        int least = Math.max(1, Math.min(3, wrong.length() / 3)) + 1;
        for (String candidate : there) {
            int distance = comparable(wrong, candidate, least) ? distance(wrong, candidate) : Integer.MAX_VALUE;
            if (distance < least) {
                best = candidate;
                least = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean comparable(String a, String b, int least) {
        return a.length() <= LONGEST_COMPARED
                && b.length() <= LONGEST_COMPARED
                && Math.abs(a.length() - b.length()) < least;
    }

    /** Edits to get from one to the other: insert, delete, replace, swap two neighbours. */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                if (swapped(a, i, b, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }

    private static boolean swapped(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}

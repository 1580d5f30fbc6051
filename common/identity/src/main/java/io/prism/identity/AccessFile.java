// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads files with one entry in each line; empty lines and those that start with {@code #} mean nothing. */
public final class AccessFile {

    private AccessFile() {}

    /**
     * The entries of {@code file}.
     *
     * @param entry makes one of a line; throws {@link IllegalArgumentException} with the reason when it cannot
     * @throws IllegalStateException when the file cannot be read or a line is wrong. Says which line, not what is in
     *     it: it may be a secret
     */
    public static <T> List<T> entries(Path file, Function<String, T> entry) {
        List<T> entries = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                entries.add(entry(file, number, text, entry));
            }
        }
        return entries;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failed) {
            throw new IllegalStateException("cannot read " + file, failed);
        }
    }

    private static <T> T entry(Path file, int number, String text, Function<String, T> entry) {
        try {
            return entry.apply(text);
        } catch (IllegalArgumentException wrong) {
            // A fault of a file, not of the program: StartFailure says it in one line.
            throw new IllegalStateException(
                    "line %d of %s is wrong".formatted(number, file), new IOException(wrong.getMessage()));
        }
    }

    /** The groups in the part {@code at} of a line; none when there is no such part. */
    static Set<String> groups(String[] parts, int at) {
        return parts.length > at && !parts[at].isBlank() ? Set.of(parts[at].split(",", -1)) : Set.of();
    }
}

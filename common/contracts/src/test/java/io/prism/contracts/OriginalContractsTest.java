// SPDX-License-Identifier: Apache-2.0
package io.prism.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** Clients of the first implementation can call us: we kept every name, number and type of theirs. */
class OriginalContractsTest {

    @Test
    void keepsEveryFactOfTheOriginal() throws IOException {
        // Given
        List<String> original = original();
        SortedSet<String> ours = ContractFacts.of(Contracts.files());

        // When
        List<String> lost =
                original.stream().filter(fact -> !ours.contains(fact)).toList();

        // Then
        assertThat(lost).isEmpty();
    }

    @Test
    void knowsTheWholeOriginal() throws IOException {
        // Given
        List<String> original = original();

        // When
        long files = count(original, "file ");
        long messages = count(original, "message ");
        long fields = count(original, "field ");
        long methods = count(original, "method ");

        // Then
        assertThat(List.of(files, messages, fields, methods)).containsExactly(13L, 122L, 477L, 33L);
    }

    private static List<String> original() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/original-contracts.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static long count(List<String> facts, String kind) {
        return facts.stream().filter(fact -> fact.startsWith(kind)).count();
    }
}

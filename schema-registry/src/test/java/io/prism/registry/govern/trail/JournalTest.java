// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsThereAfterAnotherStart() {
        // Given
        Path file = folder.resolve("deep").resolve("journal.jsonl");
        try (Journal journal = new Journal(Optional.of(file), 10)) {
            journal.append(entry(1));
            journal.append(entry(2));
        }

        // When
        try (Journal journal = new Journal(Optional.of(file), 10)) {
            journal.append(entry(3));

            // Then
            assertThat(journal.latest()).isEqualTo(List.of(entry(1), entry(2), entry(3)));
        }
        assertThat(file).content().isEqualTo("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
    }

    @Test
    void aTornLineIsLeftOutAndDoesNotSpoilTheNext() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("journal.jsonl"), "{\"n\":1}\n{\"n\":");

        // When
        try (Journal journal = new Journal(Optional.of(file), 10)) {
            journal.append(entry(2));
        }

        // Then
        try (Journal journal = new Journal(Optional.of(file), 10)) {
            assertThat(journal.latest()).isEqualTo(List.of(entry(1), entry(2)));
        }
    }

    @Test
    void neitherMemoryNorDiskGrowWithoutBound() throws IOException {
        // Given
        Path file = folder.resolve("journal.jsonl");

        // When
        try (Journal journal = new Journal(Optional.of(file), 5)) {
            for (int i = 0; i < 103; i++) {
                journal.append(entry(i));
            }

            // Then
            assertThat(journal.latest()).isEqualTo(List.of(entry(98), entry(99), entry(100), entry(101), entry(102)));
        }
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(Files.readAllLines(folder.resolve("journal.jsonl.1"))).hasSize(10);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void saysWhichFileCannotBeUsed() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("file"), "");

        // Then
        assertThatThrownBy(() -> new Journal(Optional.of(file.resolve("journal.jsonl")), 5))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("journal.jsonl");
    }

    private static JsonNode entry(int number) {
        return JsonNodeFactory.instance.objectNode().put("n", number);
    }
}

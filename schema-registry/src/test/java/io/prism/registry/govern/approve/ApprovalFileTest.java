// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.approve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.registry.govern.approve.Approval.State;
import io.prism.registry.govern.approve.Approval.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalFileTest {

    private static final Approval ASKED = new Approval(
            "1",
            ":.ctx:orders",
            "ab",
            List.of("because \"of\"\nthis"),
            State.REQUESTED,
            new Step("ada", Instant.parse("2026-01-02T03:04:05.678Z"), "please"),
            Step.NOT_YET);
    private static final Approval DECIDED =
            ASKED.decide(State.APPROVED, new Step("bob", Instant.parse("2026-01-03T03:04:05Z"), ""));

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        // Given
        ApprovalFile file = new ApprovalFile(folder.resolve("deep").resolve("approvals.jsonl"));
        assertThat(file.read()).isEmpty();

        // When
        file.write(List.of(ASKED));
        file.write(List.of(DECIDED, ASKED));

        // Then
        assertThat(file.read()).containsExactly(DECIDED, ASKED);
        try (var files = Files.list(folder.resolve("deep"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aSpoiledFileStopsTheStartInsteadOfForgettingApprovals() throws IOException {
        // Given
        Path path = Files.writeString(folder.resolve("approvals.jsonl"), DECIDED.tree() + "\n{\"id\":");

        // Then
        assertThatThrownBy(() -> new ApprovalFile(path).read())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("approvals.jsonl");
    }
}

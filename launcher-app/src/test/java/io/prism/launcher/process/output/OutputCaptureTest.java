// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutputCaptureTest {

    private final List<String> log = new ArrayList<>();
    private final OutputCapture capture = new OutputCapture(log::add, () -> 0L);

    @Test
    void passesLinesOnAndTheLastOneWithoutItsEnd() {
        // When
        read("one\r\n\ntwo\nthrée");

        // Then
        assertThat(log).containsExactly("one", "two", "thrée");
    }

    @Test
    void cutsALongLineAndSaysSo() {
        // When
        read("x".repeat(OutputCapture.MOST_LINE_BYTES + 7) + "\nnext\n");

        // Then
        assertThat(log).containsExactly("x".repeat(OutputCapture.MOST_LINE_BYTES) + " … (7 bytes cut)", "next");
    }

    @Test
    void dropsAFloodAndSaysHowMuch() {
        // Given
        int lines = OutputCapture.MOST_LINES_PER_SECOND + 30;

        // When
        read(IntStream.range(0, lines).mapToObj(Integer::toString).collect(Collectors.joining("\n")));

        // Then
        assertThat(log).hasSize(OutputCapture.MOST_LINES_PER_SECOND + 1);
        assertThat(log.getLast()).startsWith("(30 lines dropped");
        assertThat(capture.lastLines()).hasSize(50).endsWith(Integer.toString(lines - 1));
    }

    private void read(String output) {
        capture.readAll(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)));
    }
}

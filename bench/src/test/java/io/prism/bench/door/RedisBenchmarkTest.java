// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RedisBenchmarkTest {

    private static final String HEAD = "\"test\",\"rps\",\"avg_latency_ms\",\"min_latency_ms\",\"p50_latency_ms\","
            + "\"p95_latency_ms\",\"p99_latency_ms\",\"max_latency_ms\"\n";

    @Test
    void readsWhatTheProgramSays() throws IOException {
        // When
        var lines = RedisBenchmark.lines(
                HEAD + "\"SET\",\"80000.00\",\"0.408\",\"0.088\",\"0.391\",\"0.615\",\"0.871\",\"1.551\"\n");

        // Then
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).startsWith("SET", "80000.00").endsWith("0.871", "1.551");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> RedisBenchmark.lines(HEAD + "SET: 12 requests\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("redis-benchmark said 'SET: 12 requests'");
        assertThatThrownBy(() -> RedisBenchmark.lines(HEAD)).hasMessage("redis-benchmark said nothing");
    }
}

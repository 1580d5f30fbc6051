// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.launcher.process.ResourceUse;
import io.prism.launcher.serve.ResourceMeters.Measured;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResourceMetersTest {

    @Test
    void addsUpWhatIsBeyondTheBound() {
        // Given
        List<Measured> all = IntStream.range(0, ResourceMeters.MOST_PROCESSES + 3)
                .mapToObj(i -> new Measured("p" + i, new ResourceUse(10, Duration.ofSeconds(1))))
                .toList();

        // When
        List<Measured> bounded = ResourceMeters.bounded(all);

        // Then
        assertThat(bounded).hasSize(ResourceMeters.MOST_PROCESSES + 1);
        assertThat(bounded.getLast())
                .isEqualTo(new Measured(ResourceMeters.OTHERS, new ResourceUse(30, Duration.ofSeconds(3))));
    }

    @Test
    void readsWhatThisProcessOccupies() {
        // When
        ResourceUse own = ResourceUse.of(ProcessHandle.current().pid());

        // Then
        assertThat(own.memoryBytes()).isGreaterThan(1 << 20);
        assertThat(own.cpu()).isPositive();
        assertThat(ResourceUse.of(0)).isEqualTo(new ResourceUse(0, Duration.ZERO));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.launcher.process.Footprint;
import io.prism.launcher.serve.Footprints.Measured;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FootprintsTest {

    @Test
    void addsUpWhatIsBeyondTheBound() {
        // Given
        List<Measured> all = IntStream.range(0, Footprints.MOST_PROCESSES + 3)
                .mapToObj(i -> new Measured("p" + i, new Footprint(10, Duration.ofSeconds(1))))
                .toList();

        // When
        List<Measured> bounded = Footprints.bounded(all);

        // Then
        assertThat(bounded).hasSize(Footprints.MOST_PROCESSES + 1);
        assertThat(bounded.getLast())
                .isEqualTo(new Measured(Footprints.OTHERS, new Footprint(30, Duration.ofSeconds(3))));
    }

    @Test
    void readsWhatThisProcessOccupies() {
        // When
        Footprint own = Footprint.of(ProcessHandle.current().pid());

        // Then
        assertThat(own.memoryBytes()).isGreaterThan(1 << 20);
        assertThat(own.cpu()).isPositive();
        assertThat(Footprint.of(0)).isEqualTo(new Footprint(0, Duration.ZERO));
    }
}

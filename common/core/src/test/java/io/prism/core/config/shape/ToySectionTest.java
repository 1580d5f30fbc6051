// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.config.fault.ConfigFault;
import io.prism.core.config.fault.FaultCollector;
import io.prism.core.config.shape.ValueShape.Count;
import io.prism.core.config.shape.ValueShape.Span;
import io.prism.core.config.yaml.YamlTree;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A section with keys of its own, made as docs/guide/extending.md says: one file has all of it. */
class ToySectionTest {

    /**
     * The section.
     *
     * @param toys how many there are
     * @param nap how long they sleep
     */
    record Toys(int toys, Duration nap) {

        private static final ConfigField TOYS =
                ConfigField.withDefault("toys", new Count(1, 9), "3", "How many there are.");
        private static final ConfigField NAP = ConfigField.withDefault(
                "nap", new Span(Duration.ZERO, Duration.ofDays(1)), "20m", "How long they sleep.");
        static final ConfigSection SECTION = new ConfigSection("Toys.", List.of(TOYS, NAP));

        static Toys from(SectionValues values) {
            return new Toys(values.count(TOYS), values.duration(NAP));
        }
    }

    private final FaultCollector faults = new FaultCollector("toys.yaml");

    @Test
    void readsWhatIsGivenAndHasTheDefaultsOfTheRest() {
        assertThat(read("toys: 7")).isEqualTo(new Toys(7, Duration.ofMinutes(20)));
        assertThat(faults.none()).isTrue();
    }

    @Test
    void reportsWhatIsWrongWithItsLine() {
        // When
        Toys toys = read("toys: 10\nnaps: 1h");

        // Then
        assertThat(toys).isEqualTo(new Toys(3, Duration.ofMinutes(20)));
        assertThat(faults.exception().faults())
                .extracting(ConfigFault::toString)
                .satisfiesExactly(
                        fault -> assertThat(fault).contains("toys.yaml:1", "'10' is not a whole number from 1 to 9"),
                        fault -> assertThat(fault).contains("toys.yaml:2", "naps", "did you mean 'nap'?"));
    }

    private Toys read(String text) {
        return YamlTree.read(text, faults)
                .map(root -> Toys.from(SectionValues.read(root, Toys.SECTION, faults)))
                .orElseThrow();
    }
}

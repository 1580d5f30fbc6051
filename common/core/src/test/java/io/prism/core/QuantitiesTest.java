// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @Test
    void readsDurationsInEveryUnit() {
        assertThat(Quantities.duration("250ms")).contains(Duration.ofMillis(250));
        assertThat(Quantities.duration(" 5 s ")).contains(Duration.ofSeconds(5));
        assertThat(Quantities.duration("5m")).contains(Duration.ofMinutes(5));
        assertThat(Quantities.duration("2h")).contains(Duration.ofHours(2));
        assertThat(Quantities.duration("1d")).contains(Duration.ofDays(1));
        assertThat(Quantities.duration("0s")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5s", "1.5h", "5 weeks", "s", "5S", "PT5S", "1234567890123456s"})
    void refusesOtherTextsAsDurations(String text) {
        assertThat(Quantities.duration(text)).isEmpty();
    }

    @Test
    void readsSizesInEveryUnitAndCase() {
        assertThat(Quantities.bytes("7")).contains(7L);
        assertThat(Quantities.bytes("7B")).contains(7L);
        assertThat(Quantities.bytes("2KiB")).contains(2048L);
        assertThat(Quantities.bytes("1 mib")).contains(1L << 20);
        assertThat(Quantities.bytes("3GiB")).contains(3L << 30);
    }

    @Test
    void readsShares() {
        assertThat(Quantities.ratio("0")).contains(0.0);
        assertThat(Quantities.ratio(" 0.25 ")).contains(0.25);
        assertThat(Quantities.ratio("1")).contains(1.0);
        assertThat(Quantities.ratio("1.0")).contains(1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.1", "-0.1", "1e-3", "50%", ".5", "NaN", "0.0000000001"})
    void refusesOtherTextsAsShares(String text) {
        assertThat(Quantities.ratio(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1KB", "-1", "1.5MiB", "MiB", "999999999999999GiB"})
    void refusesOtherTextsAsSizes(String text) {
        assertThat(Quantities.bytes(text)).isEmpty();
    }
}

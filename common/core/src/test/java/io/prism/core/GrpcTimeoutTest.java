// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.failure.GatewayException.Rejected;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcTimeoutTest {

    private static final Duration OTHERWISE = Duration.ofDays(9_999);

    @ParameterizedTest
    @CsvSource({"1H,3600000", "2M,120000", "30S,30000", "100m,100", "50000u,50", "7000000n,7", "99999999S,99999999000"})
    void readsEveryUnit(String header, long millis) {
        // When
        Duration left = GrpcTimeout.parse(header).leftOr(OTHERWISE);

        // Then
        assertThat(left)
                .isLessThanOrEqualTo(Duration.ofMillis(millis))
                .isGreaterThan(Duration.ofMillis(millis - 5_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999H", "99999999M"})
    void takesWhatNoClockCountsToForTheFarFuture(String header) {
        // When
        Deadline deadline = GrpcTimeout.parse(header);

        // Then
        assertThat(deadline.passed()).isFalse();
        assertThat(deadline.leftOr(Duration.ZERO)).isGreaterThan(Duration.ofDays(36_499));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S", "5", "5s", "-5S", "5.5S", "123456789S", "５S", " 5S"})
    void refusesWhatTheSpecificationDoesNotAllow(String header) {
        assertThatThrownBy(() -> GrpcTimeout.parse(header))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("grpc-timeout");
    }

    @Test
    void takesNoHeaderAsNoDeadline() {
        assertThat(GrpcTimeout.parse(null)).isEqualTo(Deadline.NONE);
    }

    @ParameterizedTest
    @CsvSource({"PT0.1S,100m", "PT0.0000001S,1m", "PT30H,108000S", "PT27H,97200000m", "P99999D,99999999S"})
    void writesAtMostEightDigits(Duration left, String header) {
        assertThat(GrpcTimeout.format(left)).isEqualTo(header);
    }
}

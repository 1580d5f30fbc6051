// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.SchemaFormat;
import io.prism.schema.compatible.Compatibility;
import io.prism.schema.compatible.CompatibilityMode;
import io.prism.schema.compatible.EarlierVersion;
import io.prism.schema.difference.Difference;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.table.Pair.Way;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTablesTest {

    @TestFactory
    Stream<DynamicTest> avro() {
        return tests(SchemaFormat.AVRO);
    }

    @TestFactory
    Stream<DynamicTest> json() {
        return tests(SchemaFormat.JSON);
    }

    @TestFactory
    Stream<DynamicTest> protobuf() {
        return tests(SchemaFormat.PROTOBUF);
    }

    @ParameterizedTest
    @CsvSource({"AVRO,150", "JSON,150", "PROTOBUF,80"})
    void tableIsLongEnough(SchemaFormat format, int least) {
        // When
        List<Pair> pairs = Pair.of(format);

        // Then
        assertThat(pairs).hasSizeGreaterThanOrEqualTo(least);
        assertThat(pairs).extracting(Pair::name).doesNotHaveDuplicates();
    }

    private static Stream<DynamicTest> tests(SchemaFormat format) {
        return Pair.of(format).stream()
                .flatMap(pair -> Stream.of(Way.values())
                        .map(way -> DynamicTest.dynamicTest(pair.name() + ", " + way, () -> check(pair, way))));
    }

    private static void check(Pair pair, Way way) {
        // Given
        List<String> expected = pair.expected(way);

        // When
        List<Difference> found = pair.found(way);

        // Then
        assertThat(found.stream()
                        .map(difference -> Pair.written(difference, expected))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(expected);
        boolean breaks = found.stream().anyMatch(difference -> difference.breaks(pair.policy()));
        assertThat(breaks).isEqualTo(pair.shouldBreak(way, found));
        if (!pair.row().containsKey("originalReserved")) {
            assertThat(verdict(pair, way)).isEqualTo(!breaks);
        }
    }

    private static boolean verdict(Pair pair, Way way) {
        CompatibilityMode mode = way == Way.BACKWARD ? CompatibilityMode.BACKWARD : CompatibilityMode.FORWARD;
        return new Compatibility(mode, pair.policy(), SchemaLimits.STANDARD)
                .check(pair.update(), List.of(new EarlierVersion(1, pair.original())))
                .isCompatible();
    }
}

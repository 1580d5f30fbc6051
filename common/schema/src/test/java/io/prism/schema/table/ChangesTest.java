// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.SchemaFormat;
import io.prism.schema.table.Pair.Way;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every sentence of the reference about what a change does is shown by pairs of the tables. */
class ChangesTest {

    private static final Map<String, List<Map<String, Object>>> ROWS = Yaml.rows("changes.yaml");

    @TestFactory
    Stream<DynamicTest> everyRowIsShownByPairs() {
        return Stream.of(SchemaFormat.values()).flatMap(format -> {
            Map<String, Pair> pairs =
                    Pair.of(format).stream().collect(Collectors.toMap(Pair::name, Function.identity()));
            return rows(format).stream()
                    .map(row -> DynamicTest.dynamicTest(format + ": " + row.get("row"), () -> isShown(row, pairs)));
        });
    }

    /** So that no row goes away unseen. */
    @ParameterizedTest
    @CsvSource({"AVRO,17", "PROTOBUF,12", "JSON,14"})
    void noRowIsMissing(SchemaFormat format, int count) {
        assertThat(rows(format)).hasSize(count);
        assertThat(rows(format)).extracting(row -> row.get("row")).doesNotHaveDuplicates();
    }

    @Test
    void tellsHowLongTheTablesAre() {
        // When
        Map<SchemaFormat, Integer> counts = new EnumMap<>(SchemaFormat.class);
        for (SchemaFormat format : SchemaFormat.values()) {
            counts.put(format, Pair.of(format).size());
        }

        // Then
        System.out.println("Pairs of schemas, each compared both ways: " + counts);
        assertThat(counts.get(SchemaFormat.AVRO)).isGreaterThanOrEqualTo(150);
        assertThat(counts.get(SchemaFormat.JSON)).isGreaterThanOrEqualTo(150);
        assertThat(counts.get(SchemaFormat.PROTOBUF)).isGreaterThanOrEqualTo(80);
    }

    private static List<Map<String, Object>> rows(SchemaFormat format) {
        return ROWS.getOrDefault(format.name().toLowerCase(Locale.ROOT), List.of());
    }

    private static void isShown(Map<String, Object> row, Map<String, Pair> pairs) {
        // Given
        List<?> names = (List<?>) row.getOrDefault("pairs", List.of());

        // Then
        assertThat(names).isNotEmpty();
        for (Object name : names) {
            Pair pair = pairs.get(String.valueOf(name));
            assertThat(pair).as("the pair '%s'", name).isNotNull();
            assertThat(verdict(pair, Way.BACKWARD)).as("%s, backward", name).isEqualTo(row.get("backward"));
            assertThat(verdict(pair, Way.FORWARD)).as("%s, forward", name).isEqualTo(row.get("forward"));
        }
    }

    private static String verdict(Pair pair, Way way) {
        return pair.found(way).stream().anyMatch(difference -> difference.breaks(pair.policy())) ? "breaks" : "ok";
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.SchemaFormat;
import io.prism.schema.difference.AvroDifference;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.DifferenceType;
import io.prism.schema.difference.JsonDifference;
import io.prism.schema.difference.ProtobufDifference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every row of the reference is a kind of difference, breaks whom it says, and is in a table. */
class DifferenceRowsTest {

    @ParameterizedTest
    @EnumSource
    void everyKindIsARowOfTheReference(SchemaFormat format) {
        // Given
        List<String> rows = rows(format).values().stream().flatMap(List::stream).toList();

        // When
        List<String> kinds = kinds(format).map(DifferenceType::name).toList();

        // Then
        assertThat(rows).doesNotHaveDuplicates();
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(rows);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindBreaksWhomTheReferenceSays(SchemaFormat format) {
        // Given
        Map<String, List<String>> rows = rows(format);

        // Then
        assertThat(names(format, CompatibilityPolicy.STRICT))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(row(rows, "incompatible").stream(), row(rows, "lenient").stream())
                                .toList());
        assertThat(names(format, CompatibilityPolicy.LENIENT))
                .containsExactlyInAnyOrderElementsOf(row(rows, "incompatible"));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsExpectedSomewhereInTheTable(SchemaFormat format) {
        // Given
        Set<String> expected =
                Pair.of(format).stream().flatMap(Pair::expectedTypes).collect(Collectors.toSet());

        // When
        List<String> kinds = kinds(format).map(DifferenceType::name).toList();

        // Then
        assertThat(expected).containsExactlyInAnyOrderElementsOf(kinds);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindThatBreaksSaysWhy(SchemaFormat format) {
        assertThat(kinds(format).filter(kind -> kind.breaks(CompatibilityPolicy.STRICT)))
                .allSatisfy(kind -> assertThat(kind.sentence()).as(kind.name()).contains("{path}"));
    }

    private static Map<String, List<String>> rows(SchemaFormat format) {
        return Yaml.lists("rows.yaml").getOrDefault(format.name().toLowerCase(Locale.ROOT), Map.of());
    }

    private static List<String> row(Map<String, List<String>> rows, String name) {
        return rows.getOrDefault(name, List.of());
    }

    private static Stream<String> names(SchemaFormat format, CompatibilityPolicy policy) {
        return kinds(format).filter(kind -> kind.breaks(policy)).map(DifferenceType::name);
    }

    private static Stream<? extends DifferenceType> kinds(SchemaFormat format) {
        return switch (format) {
            case AVRO -> Stream.of(AvroDifference.values());
            case JSON -> Stream.of(JsonDifference.values());
            case PROTOBUF -> Stream.of(ProtobufDifference.values());
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The checklists of docs/guide/extending.md name files that are there, and no more of them than today. What is new in a
 * list is where something of its kind already is.
 */
class ExtendingGuideTest {

    private static final Path ROOT = Path.of(System.getProperty("prism.root", "../.."));
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\| (new|touched|by test) \\|.*", Pattern.MULTILINE);

    private record Row(String file, String how) {}

    @ParameterizedTest
    @CsvSource({
        "A backend, sqlite, Sqlite",
        "An interface, cas, Cas",
        "A pattern, keyvalue, KeyValue",
        "A configuration key, '', ''",
        "A metric, '', ''",
        "A step of a call, '', ''",
    })
    void namesFilesThatAreThere(String list, String name, String type) throws IOException {
        assertThat(rows(list)).isNotEmpty().allSatisfy(row -> {
            String file = row.file()
                    .replace("<name>", name)
                    .replace("<Name>", type)
                    .replace("<model>", "keyvalue")
                    .replace("<Model>", "KeyValue");
            assertThat(ROOT.resolve(file)).exists();
            assertThat(row.file().contains("<"))
                    .as(row.file())
                    .isEqualTo(row.how().equals("new"));
        });
    }

    @Test
    void countsWhatHasToBeTouched() throws IOException {
        // Given
        Map<String, String> counted = new TreeMap<>();

        // When
        for (String list : lists()) {
            Map<String, Long> how = rows(list).stream().collect(Collectors.groupingBy(Row::how, Collectors.counting()));
            counted.put(
                    list,
                    "%d new, %d touched, %d by test"
                            .formatted(
                                    how.getOrDefault("new", 0L),
                                    how.getOrDefault("touched", 0L),
                                    how.getOrDefault("by test", 0L)));
        }

        // Then
        assertThat(counted)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "A backend", "7 new, 7 touched, 1 by test",
                        "An interface", "4 new, 8 touched, 2 by test",
                        "A pattern", "6 new, 5 touched, 1 by test",
                        "A configuration key", "0 new, 6 touched, 2 by test",
                        "A metric", "0 new, 3 touched, 0 by test",
                        "A step of a call", "0 new, 3 touched, 0 by test"));
    }

    private static List<String> lists() throws IOException {
        return Arrays.stream(guide().split("\n## "))
                .skip(1)
                .map(section -> section.lines().findFirst().orElseThrow())
                .filter(title -> !title.equals("The toys"))
                .toList();
    }

    private static List<Row> rows(String list) throws IOException {
        String from = guide().split("\n## " + Pattern.quote(list) + "\n", 2)[1];
        return ROW.matcher(from.split("\n## ", 2)[0])
                .results()
                .map(row -> new Row(row.group(1), row.group(2)))
                .toList();
    }

    private static String guide() throws IOException {
        return Files.readString(ROOT.resolve("docs/guide/extending.md"));
    }
}

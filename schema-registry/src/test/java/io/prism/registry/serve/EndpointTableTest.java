// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The table of calls in the guide says what is true. */
class EndpointTableTest {

    private static final Path GUIDE = Path.of("../docs/guide/schema-registry.md");
    /** {@code | 3 | A | `POST /subjects/{subject}/versions` | `RegisterTest.registers` |}. */
    private static final Pattern ROW =
            Pattern.compile("\\| *(\\d+|P) *\\| *([ABP]) *\\| *`([A-Z]+ [^`]+)` *\\| *`(\\w+)\\.(\\w+)` *\\|");

    private record Row(String number, String tier, String operation, String test, String method) {}

    private static List<Row> rows = List.of();

    @BeforeAll
    static void read() throws IOException {
        rows = Files.readAllLines(GUIDE).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(m -> new Row(m.group(1), m.group(2), m.group(3), m.group(4), m.group(5)))
                .toList();
    }

    @Test
    void listsExactlyWhatTheResourcesAnswer() {
        // When
        Set<String> listed = rows.stream().map(Row::operation).collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(listed).isEqualTo(Operations.ofResources());
        assertThat(listed).hasSameSizeAs(rows);
    }

    @Test
    void countsTheTiersRight() throws IOException {
        // Given
        long a = rows.stream().filter(row -> row.tier().equals("A")).count();
        long b = rows.stream().filter(row -> row.tier().equals("B")).count();

        // Then
        assertThat(a).isEqualTo(33);
        assertThat(a + b).isEqualTo(39);
        assertThat(Files.readString(GUIDE)).contains("tier A 33/33", "A and B 39/39");
        assertThat(rows.stream()
                        .map(Row::number)
                        .filter(number -> !number.equals("P"))
                        .map(Integer::valueOf))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 39).boxed().toList());
    }

    @Test
    void namesTestsThatAreThere() {
        // Given
        JavaClasses tests = new ClassFileImporter().importPackages("io.prism.registry");

        // When
        Set<String> methods = tests.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class))
                .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
                .collect(Collectors.toSet());

        // Then
        assertThat(rows).isNotEmpty().allMatch(row -> methods.contains(row.test() + "." + row.method()));
    }
}

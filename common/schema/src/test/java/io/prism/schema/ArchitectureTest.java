// SPDX-License-Identifier: Apache-2.0
package io.prism.schema;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.prism.testkit.HouseRules;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Tag("house-rules")
class ArchitectureTest {

    private static final long MOST_TYPES = 15;

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.prism.schema");

    @TestFactory
    Stream<DynamicTest> houseRules() {
        return HouseRules.check("io.prism.schema");
    }

    /** Patterns of strangers must not meet an engine that can be kept busy for years. */
    @Test
    void noRegularExpressionIsEverRun() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex..")
                .check(OURS);
    }

    @Test
    void nothingReadsOrWritesAnything() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net.http..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.File")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.URL")
                .check(OURS);
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        slices().matching("io.prism.schema.(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void packagesStaySmall() {
        // When
        Map<String, Long> types = OURS.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        // Then
        assertThat(types)
                .containsKey("io.prism.schema.json.shape")
                .allSatisfy((name, count) ->
                        assertThat(count).as("types in " + name).isLessThanOrEqualTo(MOST_TYPES));
    }
}

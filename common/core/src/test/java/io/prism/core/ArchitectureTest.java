// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds the core to the rules of the house. It cannot use those of the testkit, which is built on the core. */
@Tag("house-rules")
class ArchitectureTest {

    private static final long MOST_TYPES = 15;

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.prism.core");

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        slices().matching("io.prism.core.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes().should(liveInANullMarkedPackage()).check(CORE);
    }

    @Test
    void timeComesFromOutside() {
        noClasses()
                .should()
                .accessTargetWhere(is(Instant.class, "now"))
                .orShould()
                .accessTargetWhere(is(System.class, "currentTimeMillis"))
                .orShould()
                .accessTargetWhere(is(Thread.class, "sleep"))
                .check(CORE);
    }

    @Test
    void nothingReflects() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .check(CORE);
    }

    @Test
    void packagesStaySmall() {
        // When
        Map<String, Long> types = CORE.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        // Then
        assertThat(types)
                .containsKey("io.prism.core.config")
                .allSatisfy((name, count) ->
                        assertThat(count).as("types in " + name).isLessThanOrEqualTo(MOST_TYPES));
    }

    /** Calls and method references alike. */
    private static DescribedPredicate<JavaAccess<?>> is(Class<?> owner, String name) {
        return DescribedPredicate.describe("target is " + owner.getSimpleName() + "." + name, access -> {
            AccessTarget target = access.getTarget();
            return target.getName().equals(name) && target.getOwner().isEquivalentTo(owner);
        });
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }
}

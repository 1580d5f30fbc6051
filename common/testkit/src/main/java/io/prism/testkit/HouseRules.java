// SPDX-License-Identifier: Apache-2.0
package io.prism.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;

/**
 * The rules every module is held to. A module runs them with a test of three lines, tagged {@code house-rules}.
 * Generated code ({@code io.prism.contracts}) and test code are left out.
 */
public final class HouseRules {

    private static final String WORDLESS = ".*(Impl|Util|Utils|Helper|Manager|Processor|Info|Data)";

    private static final ImportOption NOT_GENERATED = place -> !place.contains("/io/prism/contracts/");

    private static final List<ArchRule> RULES = List.of(
            noFields()
                    .should()
                    .beAnnotatedWith("jakarta.inject.Inject")
                    .because("a bean is built whole by its constructor"),
            noFields()
                    .should()
                    .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                    .because("settings are read from one @ConfigMapping"),
            noClasses()
                    .should()
                    .accessTargetWhere(is(Instant.class, "now"))
                    .because("time comes from a Clock, so tests can move it"),
            noClasses()
                    .should()
                    .accessTargetWhere(is(System.class, "currentTimeMillis"))
                    .because("time comes from a Clock, so tests can move it"),
            noClasses()
                    .should()
                    .accessTargetWhere(is(Thread.class, "sleep"))
                    .because("waiting is scheduled, so tests can skip it"),
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.lang.reflect..")
                    .because("reflection breaks in a native image"),
            noClasses().should().haveNameMatching(WORDLESS).because("a type is named after its role"),
            noClasses()
                    .should()
                    .resideInAnyPackage("..util..", "..impl..", "..internal..", "..dto..", "..model..", "..service..")
                    .because("a package is named after what it does on the way of a call"),
            classes().should(liveInANullMarkedPackage()));

    private HouseRules() {}

    /** One test for each rule, over the classes below {@code rootPackage}, such as {@code io.prism.core}. */
    public static Stream<DynamicTest> check(String rootPackage) {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(NOT_GENERATED)
                .importPackages(rootPackage);
        if (ours.isEmpty()) {
            throw new IllegalArgumentException("there is no class below " + rootPackage);
        }
        ArchRule noCycles = slices().matching(rootPackage + ".(*)..").should().beFreeOfCycles();
        return Stream.concat(Stream.of(noCycles), RULES.stream())
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getDescription(), () -> rule.allowEmptyShould(true).check(ours)));
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

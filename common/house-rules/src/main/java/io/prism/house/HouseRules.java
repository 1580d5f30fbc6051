// SPDX-License-Identifier: Apache-2.0
package io.prism.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The rules every module is held to. A module runs them with a test of three lines, {@code ArchitectureTest}, tagged
 * {@code house-rules}. Generated code ({@code io.prism.contracts}) is left out.
 */
public final class HouseRules {

    private static final ImportOption NOT_GENERATED = place -> !place.contains("/io/prism/contracts/");

    private HouseRules() {}

    /** One test for each rule, over the main classes below {@code rootPackage}, such as {@code io.prism.core}. */
    public static Stream<DynamicTest> check(String rootPackage) {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(NOT_GENERATED)
                .importPackages(rootPackage);
        return tests(rules(rootPackage), ours, rootPackage);
    }

    /** One test for each rule that tests keep too, over the classes below {@code rootPackage} of a module of tests. */
    public static Stream<DynamicTest> checkTests(String rootPackage) {
        JavaClasses ours =
                new ClassFileImporter().withImportOption(NOT_GENERATED).importPackages(rootPackage);
        return tests(rulesForTests(), ours, rootPackage);
    }

    /** Every rule, as it stands for a module whose packages are below {@code rootPackage}. */
    static List<ArchRule> rules(String rootPackage) {
        ArchRule sizes = new PackageSizes(FullPackages.TODAY).below(rootPackage);
        return Stream.of(rulesForTests(), List.of(sizes), CodeRules.FOR_MAIN_CODE)
                .flatMap(List::stream)
                .toList();
    }

    private static List<ArchRule> rulesForTests() {
        return Stream.concat(Stream.of(PackageCycles.NONE, Layers.KEPT), CodeRules.FOR_ALL_CODE.stream())
                .toList();
    }

    private static Stream<DynamicTest> tests(List<ArchRule> rules, JavaClasses ours, String rootPackage) {
        if (ours.isEmpty()) {
            throw new IllegalArgumentException("there is no class below " + rootPackage);
        }
        return rules.stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getDescription(), () -> rule.allowEmptyShould(true).check(ours)));
    }
}

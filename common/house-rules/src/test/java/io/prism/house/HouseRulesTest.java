// SPDX-License-Identifier: Apache-2.0
package io.prism.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows of each rule that it finds what breaks it, and is content with the same code without the fault. */
class HouseRulesTest {

    /** The rules of a module; sizes are those of a root where a planted package is. */
    private static final List<ArchRule> RULES = HouseRules.rules("io.prism.proxy.planted");

    /**
     * Code that breaks a rule.
     *
     * @param rule how the rule is described
     * @param found what it must say
     * @param faulty sources that break it
     * @param sound the same without the fault
     */
    private record Planting(String rule, String found, List<String> faulty, List<String> sound) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Planting> plantings() {
        return Stream.of(
                inOneClass(
                        CodeRules.NO_INJECTED_FIELDS,
                        "Bean.part",
                        List.of("package jakarta.inject; public @interface Inject {}"),
                        "class Bean { @jakarta.inject.Inject Object part; }",
                        "class Bean { final Object part; @jakarta.inject.Inject Bean(Object part) { this.part = part; } }"),
                inOneClass(
                        CodeRules.NO_CONFIGURED_FIELDS,
                        "Bean.size",
                        List.of("package org.eclipse.microprofile.config.inject; public @interface ConfigProperty {}"),
                        "class Bean { @org.eclipse.microprofile.config.inject.ConfigProperty int size; }",
                        "class Bean { int size; }"),
                inOneClass(
                        CodeRules.NO_INSTANT_NOW,
                        "Instant.now()",
                        List.of(),
                        "class Timer { java.util.function.Supplier<Object> time = java.time.Instant::now; }",
                        "class Timer { Object time(java.time.Clock clock) { return clock.instant(); } }"),
                inOneClass(
                        CodeRules.NO_CURRENT_TIME,
                        "System.currentTimeMillis()",
                        List.of(),
                        "class Timer { long time() { return System.currentTimeMillis(); } }",
                        "class Timer { long time() { return System.nanoTime(); } }"),
                inOneClass(
                        CodeRules.NO_SLEEP,
                        "Thread.sleep(long)",
                        List.of(),
                        "class Timer { void rest() throws InterruptedException { Thread.sleep(1); } }",
                        "class Timer { void rest() { Thread.onSpinWait(); } }"),
                inOneClass(
                        CodeRules.NO_REFLECTION,
                        "java.lang.reflect.Method",
                        List.of(),
                        "class Caller { String name(Class<?> type) { return type.getMethods()[0].getName(); } }",
                        "class Caller { String name(Class<?> type) { return type.getName(); } }"),
                inOneClass(
                        CodeRules.TELLING_TYPE_NAMES,
                        "KeyManager",
                        List.of(),
                        "class KeyManager {}",
                        "class KeyRing {}"),
                new Planting(
                        CodeRules.TELLING_PACKAGE_NAMES.getDescription(),
                        "io.prism.proxy.planted.util.Ring",
                        List.of("package io.prism.proxy.planted.util; class Ring {}"),
                        List.of("package io.prism.proxy.planted.utility; class Ring {}")),
                new Planting(
                        CodeRules.NULL_MARKED.getDescription(),
                        "io.prism.proxy.planted is not @NullMarked",
                        List.of("package io.prism.proxy.planted; class Ring {}", "package io.prism.proxy.planted;"),
                        List.of(
                                "package io.prism.proxy.planted; class Ring {}",
                                "@org.jspecify.annotations.NullMarked package io.prism.proxy.planted;")));
    }

    private static Planting inOneClass(ArchRule rule, String found, List<String> others, String faulty, String sound) {
        return new Planting(rule.getDescription(), found, with(others, faulty), with(others, sound));
    }

    private static List<String> with(List<String> others, String source) {
        return Stream.concat(others.stream(), Stream.of("package io.prism.proxy.planted; " + source))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("plantings")
    void findsWhatBreaksARuleAndNothingElse(Planting planting) {
        ArchRule rule = RULES.stream()
                .filter(it -> it.getDescription().equals(planting.rule()))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> rule.check(PlantedCode.compiled(planting.faulty())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(planting.found());
        rule.check(PlantedCode.compiled(planting.sound()));
    }

    @Test
    void everyRuleIsTestedHereOrInATestOfItsOwn() {
        // Given
        Set<String> here = plantings().map(Planting::rule).collect(Collectors.toSet());

        // When
        List<String> elsewhere = RULES.stream()
                .map(ArchRule::getDescription)
                .filter(rule -> !here.contains(rule))
                .toList();

        // Then
        assertThat(elsewhere)
                .containsExactly(
                        PackageCycles.NONE.getDescription(),
                        Layers.KEPT.getDescription(),
                        new PackageSizes(FullPackages.TODAY)
                                .below("io.prism.proxy")
                                .getDescription());
    }

    @Test
    void aModuleWithoutClassesIsNotFoundInOrder() {
        assertThatThrownBy(() -> HouseRules.check("io.prism.nowhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("io.prism.nowhere");
    }
}

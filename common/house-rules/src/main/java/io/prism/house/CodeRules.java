// SPDX-License-Identifier: Apache-2.0
package io.prism.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** What a single class is held to: how it is named, and what it does not do. */
final class CodeRules {

    static final ArchRule NO_INJECTED_FIELDS = noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .because("a bean is built whole by its constructor");

    static final ArchRule NO_CONFIGURED_FIELDS = noFields()
            .should()
            .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
            .because("settings are read from one @ConfigMapping");

    static final ArchRule NO_INSTANT_NOW = noClasses()
            .should()
            .accessTargetWhere(is(Instant.class, "now"))
            .because("time comes from a Clock, so tests can move it");

    static final ArchRule NO_CURRENT_TIME = noClasses()
            .should()
            .accessTargetWhere(is(System.class, "currentTimeMillis"))
            .because("time comes from a Clock, so tests can move it");

    static final ArchRule NO_SLEEP = noClasses()
            .should()
            .accessTargetWhere(is(Thread.class, "sleep"))
            .because("waiting is scheduled, so tests can skip it");

    static final ArchRule NO_REFLECTION = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect..")
            .because("reflection breaks in a native image");

    static final ArchRule TELLING_TYPE_NAMES = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Processor|Info|Data)")
            .because("a type is named after its role");

    static final ArchRule TELLING_PACKAGE_NAMES = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..impl..", "..internal..", "..dto..", "..model..", "..service..")
            .because("a package is named after what it does on the way of a call");

    static final ArchRule NULL_MARKED = classes().should(liveInANullMarkedPackage());

    /** The rules that tests keep too. */
    static final List<ArchRule> FOR_ALL_CODE = List.of(TELLING_TYPE_NAMES, TELLING_PACKAGE_NAMES);

    /** The rules that tests may break: they wait, read the clock and look at what is hidden. */
    static final List<ArchRule> FOR_MAIN_CODE = List.of(
            NO_INJECTED_FIELDS,
            NO_CONFIGURED_FIELDS,
            NO_INSTANT_NOW,
            NO_CURRENT_TIME,
            NO_SLEEP,
            NO_REFLECTION,
            NULL_MARKED);

    private CodeRules() {}

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

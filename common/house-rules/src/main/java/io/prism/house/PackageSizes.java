// SPDX-License-Identifier: Apache-2.0
package io.prism.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many types a package may hold: at most {@value #MOST}, or exactly as many as its exception says.
 *
 * @param exceptions packages that are too full, and how many types each has
 */
record PackageSizes(Map<String, Integer> exceptions) {

    /** Most top-level types of a package; what is nested in them is not counted. */
    static final int MOST = 15;

    /** The rule for the packages of a module, {@code rootPackage} and those below it. */
    ArchRule below(String rootPackage) {
        return classes()
                .should(new Condition(rootPackage))
                .because("a package is taken in at a glance, and its name says what all of it is for");
    }

    private void judge(String name, int types, ConditionEvents events) {
        Integer exception = exceptions.get(name);
        if (exception == null) {
            if (types > MOST) {
                fail(events, "%s has %d types, %d are allowed".formatted(name, types, MOST));
            }
        } else if (exception <= MOST) {
            fail(events, "%s needs no exception for %d types: remove it".formatted(name, exception));
        } else if (types > exception) {
            fail(events, "%s has %d types, its exception allows %d".formatted(name, types, exception));
        } else if (types < exception) {
            String remedy = types > MOST ? "lower it" : "remove it";
            fail(events, "%s has %d types, its exception says %d: %s".formatted(name, types, exception, remedy));
        }
    }

    private static void fail(ConditionEvents events, String message) {
        events.add(SimpleConditionEvent.violated(message, message));
    }

    private final class Condition extends ArchCondition<JavaClass> {

        private final String rootPackage;
        private final Map<String, Integer> sizes = new TreeMap<>();

        Condition(String rootPackage) {
            super("live in packages of at most %d types", MOST);
            this.rootPackage = rootPackage;
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
                sizes.merge(type.getPackageName(), 1, Integer::sum);
            }
        }

        @Override
        public void finish(ConditionEvents events) {
            // A package that is gone takes its exception with it.
            exceptions.keySet().stream()
                    .filter(name -> (name + ".").startsWith(rootPackage + "."))
                    .forEach(name -> sizes.putIfAbsent(name, 0));
            sizes.forEach((name, types) -> judge(name, types, events));
        }
    }
}

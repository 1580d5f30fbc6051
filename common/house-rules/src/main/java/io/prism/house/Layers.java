// SPDX-License-Identifier: Apache-2.0
package io.prism.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/**
 * Who may see whom. Imports point one way, and what is not written down here is not allowed:
 *
 * <pre>
 * contracts ← core ← spi ← backends.*
 *             core ← grpc, observe ← pattern, host, proxy
 *                    spi ← pattern ← patterns.* ← host
 * contracts, core, spi, pattern ← proxy          patterns and drivers in its wiring alone
 * contracts, core ← launcher
 * identity, schema ← registry                    these two see nothing of ours
 * </pre>
 *
 * <p>A layer is what follows {@code io.prism} in the name of a package. Each driver and each pattern is a layer of its
 * own: no driver sees another one or a pattern, no pattern sees another one or a driver.
 */
final class Layers {

    static final ArchRule KEPT = classes()
            .should(new OnlySeeWhatTheirLayerMaySee())
            .because("what is below can be built, read and replaced without what is above");

    private static final String HOUSE = "io.prism.";

    /** Layers whose parts do not see each other. */
    private static final Set<String> FAMILIES = Set.of("backends", "patterns");

    private static final Map<String, Set<String>> SEES = Map.ofEntries(
            entry("house", Set.of()),
            entry("contracts", Set.of()),
            entry("core", Set.of("contracts")),
            entry("grpc", Set.of("contracts", "core")),
            entry("observe", Set.of("contracts", "core")),
            entry("spi", Set.of("contracts", "core")),
            entry("backends", Set.of("contracts", "core", "spi")),
            entry("identity", Set.of()),
            entry("schema", Set.of()),
            entry("pattern", Set.of("contracts", "core", "grpc", "observe", "spi")),
            entry("patterns", Set.of("contracts", "core", "grpc", "spi", "pattern", "schema")),
            entry("host", Set.of("contracts", "core", "grpc", "observe", "spi", "pattern")),
            entry("proxy", Set.of("contracts", "core", "grpc", "observe", "spi", "pattern")),
            entry("launcher", Set.of("contracts", "core")),
            entry("registry", Set.of("contracts", "core", "identity", "schema")),
            entry("testkit", Set.of("contracts", "core", "spi")),
            entry("gateway", Set.of("house", "contracts", "core", "spi", "patterns", "launcher", "testkit")),
            entry("bench", Set.of("contracts", "core", "spi")));

    /** Packages, each without those nested in it, that put programs together: what they see beside their layer. */
    private static final Map<String, Set<String>> WIRING = Map.of(
            "host", FAMILIES,
            "proxy", FAMILIES,
            "bench.target.driver", Set.of("backends"));

    private Layers() {}

    private static boolean allowed(String from, String to) {
        return layer(from).equals(layer(to))
                || SEES.getOrDefault(family(from), Set.of()).contains(family(to))
                || WIRING.getOrDefault(from, Set.of()).contains(family(to));
    }

    /** The layer of a package, such as {@code core} or {@code backends.redis}. */
    private static String layer(String place) {
        String family = family(place);
        if (!FAMILIES.contains(family)) {
            return family;
        }
        int end = place.indexOf('.', family.length() + 1);
        return end < 0 ? place : place.substring(0, end);
    }

    private static String family(String place) {
        int end = place.indexOf('.');
        return end < 0 ? place : place.substring(0, end);
    }

    private static final class OnlySeeWhatTheirLayerMaySee extends ArchCondition<JavaClass> {

        OnlySeeWhatTheirLayerMaySee() {
            super("only see what their layer may see");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            String place = place(type);
            if (!SEES.containsKey(family(place))) {
                events.add(SimpleConditionEvent.violated(type, type.getName() + " is in no layer"));
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass seen = dependency.getTargetClass().getBaseComponentType();
                if (seen.getName().startsWith(HOUSE) && !allowed(place, place(seen))) {
                    events.add(SimpleConditionEvent.violated(
                            type,
                            layer(place) + " may not see " + layer(place(seen)) + ": " + dependency.getDescription()));
                }
            }
        }

        private static String place(JavaClass type) {
            String name = type.getPackageName();
            return name.startsWith(HOUSE) ? name.substring(HOUSE.length()) : name;
        }
    }
}

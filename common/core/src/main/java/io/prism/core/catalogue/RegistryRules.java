// SPDX-License-Identifier: Apache-2.0
package io.prism.core.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What must hold between the files of the registry: every name one of them uses is declared by another. */
final class RegistryRules {

    private RegistryRules() {}

    static void check(Catalogue catalogue) {
        for (BackendType backend : catalogue.backends()) {
            String where = "backend " + backend.type();
            known(where, backend.claims(), catalogue.interfaceNames());
            for (ClaimsWhen exception : backend.exceptions()) {
                known(where, exception.claims(), catalogue.interfaceNames());
                known(where, exception.options().keySet(), backend.options().keySet());
            }
            if (backend.durability() instanceof DurabilityRule.ByOption rule) {
                known(where, List.of(rule.option()), backend.options().keySet());
            }
        }
        for (PatternType pattern : catalogue.patterns()) {
            String where = "pattern " + pattern.name();
            known(where, pattern.exposes().keySet(), catalogue.interfaceNames());
            known(where, slotsOf(pattern), pattern.slots().keySet());
            for (SlotType slot : pattern.slots().values()) {
                known(where, slot.requires(), catalogue.interfaceNames());
                known(where, slot.uses(), catalogue.interfaceNames());
            }
        }
    }

    private static List<String> slotsOf(PatternType pattern) {
        return pattern.exposes().values().stream()
                .filter(slot -> !slot.equals(PatternType.OWN))
                .toList();
    }

    private static void known(String where, Collection<String> used, Set<String> declared) {
        for (String name : used) {
            if (!declared.contains(name)) {
                throw new IllegalStateException("registry: " + where + " names '" + name + "', which is not declared");
            }
        }
    }
}

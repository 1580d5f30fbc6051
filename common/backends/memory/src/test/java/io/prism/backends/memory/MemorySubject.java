// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.memory;

import io.prism.core.catalogue.Catalogue;
import io.prism.testkit.BackendSubject;
import io.prism.testkit.ContractSubject;
import java.util.Map;

/** A memory backend with default options, for the contract suites. */
final class MemorySubject {

    private MemorySubject() {}

    static ContractSubject open() {
        return new BackendSubject(
                "memory",
                new MemoryDriver()
                        .open(
                                "mem",
                                Catalogue.builtIn()
                                        .backend("memory")
                                        .orElseThrow()
                                        .settings("backends.mem", Map.of())),
                () -> {});
    }
}

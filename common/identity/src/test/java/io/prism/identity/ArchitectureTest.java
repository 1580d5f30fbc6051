// SPDX-License-Identifier: Apache-2.0
package io.prism.identity;

import io.prism.house.HouseRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

@Tag("house-rules")
class ArchitectureTest {
    @TestFactory
    Stream<DynamicTest> houseRules() {
        return HouseRules.check("io.prism.identity");
    }
}

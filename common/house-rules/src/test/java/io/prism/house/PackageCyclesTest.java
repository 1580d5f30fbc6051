// SPDX-License-Identifier: Apache-2.0
package io.prism.house;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PackageCyclesTest {

    private static final String DESK = "package io.prism.planted.desk; public class Desk { %s }";
    private static final String TRAIL = "package io.prism.planted.desk.trail; public class Trail { %s }";
    private static final String SEES_DESK = "io.prism.planted.desk.Desk desk;";
    private static final String SEES_TRAIL = "io.prism.planted.desk.trail.Trail trail;";

    @Test
    void aPackageAndOneNestedInItDoNotSeeEachOther() {
        refuses(DESK.formatted(SEES_TRAIL), TRAIL.formatted(SEES_DESK));
        accepts(DESK.formatted(SEES_TRAIL), TRAIL.formatted(""));
        accepts(DESK.formatted(""), TRAIL.formatted(SEES_DESK));
    }

    @Test
    void packagesSideBySideFarDownDoNotSeeEachOther() {
        String left = "package io.prism.planted.a.b.left; public class Left { io.prism.planted.a.b.right.Right it; }";
        String right = "package io.prism.planted.a.b.right; public class Right { %s }";

        refuses(left, right.formatted("io.prism.planted.a.b.left.Left it;"));
        accepts(left, right.formatted(""));
    }

    @Test
    void threePackagesMakeACycleToo() {
        String ask = "package io.prism.planted.ask; public class Ask { io.prism.planted.desk.Desk it; }";

        refuses(ask, DESK.formatted(SEES_TRAIL), TRAIL.formatted("io.prism.planted.ask.Ask it;"));
        accepts(ask, DESK.formatted(SEES_TRAIL), TRAIL.formatted(""));
    }

    private static void refuses(String... sources) {
        assertThatThrownBy(() -> PackageCycles.NONE.check(PlantedCode.compiled(List.of(sources))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Cycle detected");
    }

    private static void accepts(String... sources) {
        PackageCycles.NONE.check(PlantedCode.compiled(List.of(sources)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.house;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackageSizesTest {

    private static final String ROOT = "io.prism.planted";
    private static final String FULL = ROOT + ".full";

    @Test
    void fifteenTypesAreAllowed() {
        accepts(Map.of(), 15);
        refuses(Map.of(), 16, FULL + " has 16 types, 15 are allowed");
    }

    @Test
    void anExceptionAllowsWhatItSaysAndNoMore() {
        accepts(Map.of(FULL, 17), 17);
        refuses(Map.of(FULL, 17), 18, FULL + " has 18 types, its exception allows 17");
    }

    @Test
    void anExceptionShrinksWithItsPackage() {
        refuses(Map.of(FULL, 18), 17, FULL + " has 17 types, its exception says 18: lower it");
        refuses(Map.of(FULL, 16), 15, FULL + " has 15 types, its exception says 16: remove it");
        refuses(Map.of(FULL, 15), 15, FULL + " needs no exception for 15 types: remove it");
    }

    @Test
    void anExceptionGoesWithItsPackage() {
        refuses(Map.of(ROOT + ".gone", 16), 1, ROOT + ".gone has 0 types, its exception says 16: remove it");
        accepts(Map.of("io.prism.elsewhere", 16, "io.prism.plantedtoo", 16), 1);
    }

    private static void accepts(Map<String, Integer> exceptions, int types) {
        check(exceptions, types);
    }

    private static void refuses(Map<String, Integer> exceptions, int types, String found) {
        assertThatThrownBy(() -> check(exceptions, types))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(found);
    }

    /** Nested types and the package's own description are planted too, and must not count. */
    private static void check(Map<String, Integer> exceptions, int types) {
        Stream<String> planted = IntStream.rangeClosed(1, types)
                .mapToObj(number -> "package %s; class Type%d { record Nested() {} }".formatted(FULL, number));
        Stream<String> described = Stream.of("@org.jspecify.annotations.NullMarked package " + FULL + ";");
        new PackageSizes(exceptions)
                .below(ROOT)
                .check(PlantedCode.compiled(Stream.concat(planted, described).toList()));
    }
}

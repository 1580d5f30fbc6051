// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.prism.testkit.python.PythonPatterns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Quiet tenants beside a noisy one, which crashes in a loop or takes memory without end: rounds alone and rounds with
 * each of them take turns. A short run shows that no quiet call fails. One by command, of rounds of five minutes, judges
 * the times too: {@code ./prism test --slow -Dtest=NoisyTenantTest}, which takes 50 minutes. Five minutes are what
 * our alerts look back over. Such a round holds all of a crash loop, from the first start to the breaker, and what
 * comes after it.
 */
@Tag("measure")
@EnabledOnOs(OS.LINUX)
@EnabledIf(value = "io.prism.testkit.python.PythonPatterns#canServe", disabledReason = PythonPatterns.NEEDS)
class NoisyTenantTest {

    private static final Path PATTERNS = Path.of(
            requireNonNull(System.getProperty("prism.root"), "prism.root is not set"),
            "gateway-tests/src/test/patterns");
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("prism.noise.seconds", 3));
    private static final boolean JUDGING = ROUND.compareTo(Duration.ofMinutes(5)) >= 0;
    private static final Duration WARM_UP = JUDGING ? Duration.ofMinutes(1) : ROUND;
    private static final int ROUNDS = Integer.getInteger("prism.noise.rounds", JUDGING ? 3 : 1);
    /** Between the calls of a client that does what its answers say. One that does not is the rate limits' affair. */
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** While it warms up: the ways of failing calls are to be compiled, too. */
    private static final Duration NO_PAUSE = Duration.ofMillis(1);

    private static final double BAR = 1.2;
    private static final List<String> QUIET = List.of("quiet0", "quiet1", "quiet2");
    private static final List<String> NOISY = List.of("crash", "hog");
    private static final String CONFIG = """
            proxy: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            launcher: { listen: "127.0.0.1:0", management: "127.0.0.1:0", spares: 0, process-memory: 512MiB }
            schema-registry: { enabled: false }
            backends:
              files: { type: sqlite, path: data.db }
            namespaces:
              - { name: quiet0, isolation: namespace, pattern: keyvalue, backend: files }
              - { name: quiet1, isolation: namespace, pattern: keyvalue, backend: files }
              - { name: quiet2, isolation: namespace, pattern: keyvalue, backend: files }
              - { name: crash, isolation: namespace, bindings: [{ name: kv, pattern: crash }] }
              - { name: hog, isolation: namespace, bindings: [{ name: kv, pattern: hog }] }
            """;

    @TempDir
    Path folder;

    @Test
    @Timeout(2 * 3_600)
    void oneNoisyTenantDoesNotDisturbTheOthers() throws IOException, InterruptedException {
        PythonPatterns.install(PythonPatterns.EXAMPLE, folder);
        for (String pattern : NOISY) {
            PythonPatterns.install(PATTERNS.resolve(pattern), folder);
        }
        try (var prism = RunningPrism.startWith(folder, CONFIG);
                var launcher = new LauncherStub(prism)) {
            // Given
            var quiet = new QuietLoad(prism, QUIET);
            quiet.call(WARM_UP);
            for (String tenant : NOISY) {
                try (var noise = new NoisyCaller(prism, launcher, tenant, NO_PAUSE)) {
                    quiet.call(WARM_UP);
                }
            }
            List<int[]> alone = new ArrayList<>();
            Map<String, List<int[]>> beside = new TreeMap<>();

            // When
            for (int round = 0; round < ROUNDS; round++) {
                alone.add(quiet.call(ROUND));
                for (String tenant : NOISY) {
                    try (var noise = new NoisyCaller(prism, launcher, tenant, PAUSE)) {
                        beside.computeIfAbsent(tenant, _ -> new ArrayList<>()).add(quiet.call(ROUND));
                        assertThat(noise.failures()).isPositive();
                    }
                }
            }

            // Then
            assertThat(quiet.failed()).isEmpty();
            print("alone", alone);
            assertThat(beside).allSatisfy((tenant, rounds) -> {
                print("beside " + tenant, rounds);
                double ratio = (double) p99(rounds) / p99(alone);
                System.out.printf("beside %s: %.2f times the p99 of alone%n", tenant, ratio);
                if (JUDGING) {
                    assertThat(ratio).isLessThanOrEqualTo(BAR);
                }
            });
        }
    }

    private static void print(String what, List<int[]> rounds) {
        System.out.printf(
                "quiet tenants %s, rounds of %d s: p99 %d us, of each round %s%n",
                what,
                ROUND.toSeconds(),
                p99(rounds),
                rounds.stream().map(round -> p99(List.of(round))).toList());
    }

    /** Of all rounds together: the machine is not the same from one to the next. */
    private static int p99(List<int[]> rounds) {
        int[] sorted = rounds.stream().flatMapToInt(Arrays::stream).sorted().toArray();
        return sorted[(int) (sorted.length * 0.99)];
    }
}

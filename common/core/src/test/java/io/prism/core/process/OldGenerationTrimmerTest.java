// SPDX-License-Identifier: Apache-2.0
package io.prism.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In JVMs of their own, since a heap is a JVM's. */
@Tag("measure")
class OldGenerationTrimmerTest {

    private static final int MIB = 1 << 20;

    @Test
    void theOldGenerationStaysNearWhatLivesInIt() throws IOException, InterruptedException {
        // When
        long tidy = mostInUse("-XX:+UseSerialGC", true);
        long untidy = mostInUse("-XX:+UseSerialGC", false);

        // Then
        System.out.printf("old generation: %d MiB in use at most, %d MiB without care%n", tidy, untidy);
        assertThat(untidy).isGreaterThan(120);
        assertThat(tidy).isLessThan(80);
    }

    @Test
    void otherHeapsAreLeftAlone() throws IOException, InterruptedException {
        assertThat(mostInUse("-XX:+UseG1GC", true)).isEqualTo(Slow.NOTHING_TO_WATCH);
    }

    private static long mostInUse(String collector, boolean tidy) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        collector,
                        "-Xmx256m",
                        "-Xmn16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Slow.class.getName(),
                        Boolean.toString(tidy))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Long.parseLong(said.strip());
    }

    /** A program that makes 1 GiB of old garbage, of which 20 MiB live at a time. */
    static final class Slow {

        static final long NOTHING_TO_WATCH = 0;
        private static final int BETWEEN_PAUSES = 20;
        private static final long PAUSE_NANOS = 500_000;

        private Slow() {}

        /** Says how many MiB of the old generation were in use at most. */
        public static void main(String[] args) {
            if (Boolean.parseBoolean(args[0]) && !OldGenerationTrimmer.start(24L * MIB)) {
                System.out.println(NOTHING_TO_WATCH);
                return;
            }
            List<MemoryPoolMXBean> pools = new ArrayList<>(ManagementFactory.getMemoryPoolMXBeans());
            pools.removeIf(pool -> !pool.getName().matches(".*(Tenured|Old).*"));
            var living = new ArrayDeque<byte[]>();
            long most = 0;
            for (int i = 0; i < 10_000; i++) {
                if (i % BETWEEN_PAUSES == 0) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                living.addLast(new byte[100 * 1024]);
                if (living.size() > 200) {
                    living.removeFirst();
                }
                most = Math.max(most, pools.getFirst().getUsage().getUsed() / MIB);
            }
            System.out.println(most);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of killing the pattern process of a binding again and again while clients wrote to it.
 *
 * @param lost the acknowledged writes that are not there afterwards
 * @param recoveries how long after each kill the next write was acknowledged
 */
record KilledProcess(WriteLoad.Lost lost, List<Duration> recoveries) {

    private static final int KILLS = 3;
    private static final int WRITES_BETWEEN = 200;

    static KilledProcess underLoad(RunningPrism prism, String processKey, WriteLoad load) throws InterruptedException {
        var recoveries = new ArrayList<Duration>();
        for (int kill = 0; kill < KILLS; kill++) {
            var processes = prism.processesOf(processKey);
            assertThat(processes).hasSize(1);
            assertThat(processes.getFirst().destroyForcibly()).isTrue();
            processes.getFirst().onExit().join();
            recoveries.add(load.awaitMore(1));
            load.awaitMore(WRITES_BETWEEN);
        }
        return new KilledProcess(load.stop(), recoveries);
    }

    /** Prints the figures and asserts that nothing was lost. */
    void assertNothingLost(String backend, WriteLoad load) {
        System.out.printf(
                "%s: pattern process killed %d times under load: %d acknowledged writes checked, %d lost, failures %s,"
                        + " next answers after %s ms%n",
                backend,
                KILLS,
                lost.checked(),
                lost.keys().size(),
                load.failures(),
                recoveries.stream().map(Duration::toMillis).toList());
        assertThat(lost.keys()).isEmpty();
        assertThat(lost.checked()).isGreaterThanOrEqualTo(KILLS * WRITES_BETWEEN);
    }
}

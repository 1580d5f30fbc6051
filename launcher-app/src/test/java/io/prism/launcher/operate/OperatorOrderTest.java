// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.contracts.launcher.IsolationLevel;
import io.prism.core.process.ProgramOptions.Wrong;
import io.prism.launcher.operate.OperatorOrder.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorOrderTest {

    @Test
    void readsEachCommand() throws Wrong {
        assertThat(order("launch keyvalue tenant-a --session u1 --run-dir run").request())
                .isInstanceOfSatisfying(Request.Launch.class, launch -> {
                    assertThat(launch.request().getNamespace()).isEqualTo("tenant-a");
                    assertThat(launch.request().getIsolation()).isEqualTo(IsolationLevel.ISOLATION_SESSION);
                });
        assertThat(order("launch keyvalue tenant-a --isolation none --run-dir run")
                        .request())
                .isInstanceOfSatisfying(
                        Request.Launch.class,
                        launch -> assertThat(launch.request().getIsolation()).isEqualTo(IsolationLevel.ISOLATION_NONE));
        assertThat(order("end ns:a:keyvalue --force --run-dir run").request())
                .isInstanceOfSatisfying(
                        Request.End.class,
                        end -> assertThat(end.request().getForce()).isTrue());
        assertThat(order("reset ns:a:keyvalue --run-dir run").request())
                .isInstanceOfSatisfying(
                        Request.Reset.class,
                        reset -> assertThat(reset.request().getProcessId()).isEqualTo("ns:a:keyvalue"));
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> order("launch keyvalue --run-dir run")).hasMessageContaining("a namespace");
        assertThatThrownBy(() -> order("end --run-dir run")).hasMessageContaining("a process");
        assertThatThrownBy(() -> order("reset x")).hasMessageContaining("--run-dir");
        assertThatThrownBy(() -> order("launch a b --isolation embedded --run-dir run"))
                .hasMessageContaining("none, namespace or session");
    }

    @Test
    void isNotTheStartOfALauncher() {
        assertThat(OperatorOrder.names(List.of("-f", "prism.yaml"))).isFalse();
        assertThat(OperatorOrder.names(List.of())).isFalse();
        assertThat(OperatorOrder.names(List.of("reset"))).isTrue();
    }

    private static OperatorOrder order(String line) throws Wrong {
        return OperatorOrder.parse(List.of(line.split(" ")));
    }
}

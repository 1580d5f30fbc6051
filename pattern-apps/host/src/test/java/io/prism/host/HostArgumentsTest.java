// SPDX-License-Identifier: Apache-2.0
package io.prism.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.process.ProgramOptions.Wrong;
import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostArgumentsTest {

    @Test
    void readsWhatTheLauncherGives() throws Wrong {
        // When
        var arguments = HostArguments.parse(
                "--listen", "unix:/run/p1.sock", "--process-id", "ns:demo:keyvalue", "--follow-parent");

        // Then
        assertThat(arguments)
                .contains(new HostArguments(
                        SocketAddress.domainSocketAddress("/run/p1.sock"), "ns:demo:keyvalue", 0, true));
    }

    @Test
    void takesThePortAsTheOriginalsProxyGivesIt() throws Wrong {
        assertThat(HostArguments.parse("--grpc-port", "9876").orElseThrow().listen())
                .isEqualTo(SocketAddress.inetSocketAddress(9876, "127.0.0.1"));
    }

    @ParameterizedTest
    @CsvSource({"--rehearse, 60", "--rehearse-once, 1"})
    void goesThroughTheMotionsAsOftenAsItIsAsked(String option, int times) throws Wrong {
        assertThat(HostArguments.parse("--listen", "127.0.0.1:0", option)
                        .orElseThrow()
                        .rehearsals())
                .isEqualTo(times);
    }

    @Test
    void isEmptyWhenHelpIsAskedFor() throws Wrong {
        assertThat(HostArguments.parse("--help")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | unknown option",
                "--listen | needs a value",
                "--listen=nowhere | unknown option",
                "--process-id x | --listen is required",
                "--listen unix: | must be unix:PATH or HOST:PORT",
                "--listen 127.0.0.1 | must be unix:PATH or HOST:PORT"
            })
    void saysWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> HostArguments.parse(line.split(" ")))
                .isInstanceOf(Wrong.class)
                .hasMessageContaining(message);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.config.HostPort;
import io.prism.core.process.ProgramOptions.Wrong;
import io.prism.registry.store.choice.StoreChoice;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryArgumentsTest {

    @Test
    void hasADefaultForEverything() throws Wrong {
        // When
        var arguments = RegistryArguments.parse();

        // Then
        assertThat(arguments)
                .contains(new RegistryArguments(
                        new HostPort("127.0.0.1", 8081),
                        new HostPort("127.0.0.1", 9083),
                        Optional.empty(),
                        false,
                        new StoreChoice.Memory()));
    }

    @Test
    void readsEveryOption() throws Wrong {
        // When
        var arguments = RegistryArguments.parse(
                "--listen",
                "[::1]:0",
                "--management",
                "0.0.0.0:9",
                "--endpoint-file",
                "at",
                "--follow-parent",
                "--store",
                "sqlite:data/registry.db");

        // Then
        assertThat(arguments)
                .contains(new RegistryArguments(
                        new HostPort("::1", 0),
                        new HostPort("0.0.0.0", 9),
                        Optional.of(Path.of("at")),
                        true,
                        new StoreChoice.Sqlite(Path.of("data/registry.db"))));
    }

    @Test
    void helpWinsOverTheRest() throws Wrong {
        assertThat(RegistryArguments.parse("--follow-parent", "--help")).isEmpty();
    }

    @Test
    void twoAnyPortsDoNotClash() throws Wrong {
        assertThat(RegistryArguments.parse("--listen", "localhost:0", "--management", "localhost:0"))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "--lissten, unknown option '--lissten'",
        "--listen, --listen needs a value",
        "--listen 8081, --listen must be host:port",
        "--management a:70000, --management must be host:port",
        "--endpoint-file, --endpoint-file needs a value",
        "--listen localhost:1 --management localhost:1, both are localhost:1",
        "--store disk, --store must be memory",
    })
    void refusesWhatItCannotUnderstand(String line, String why) {
        assertThatThrownBy(() -> RegistryArguments.parse(line.split(" ", -1)))
                .isInstanceOf(Wrong.class)
                .hasMessageContaining(why);
    }
}

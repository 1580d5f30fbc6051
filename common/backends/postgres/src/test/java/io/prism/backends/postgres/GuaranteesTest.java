// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Consistency;
import io.prism.core.Durability;
import io.prism.core.TransactionIsolation;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.Guarantees;
import io.prism.spi.ModelGuarantees;
import io.prism.testkit.server.PostgresServer;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuaranteesTest extends BackendsTest {

    private PostgresServer server = PostgresServer.shared();

    @BeforeAll
    void start() {
        server = PostgresServer.started(PostgresServer.DURABLE);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void promisesWhatTheServerSaysAndNamesTheEvidence() {
        // Given
        var backend = open(server.database(), Map.of());

        // When
        var guarantees = await(backend.guarantees());

        // Then
        assertThat(guarantees)
                .isEqualTo(new Guarantees(
                        Durability.FSYNC,
                        "the server says fsync on, synchronous_commit on, full_page_writes on",
                        new ModelGuarantees.KeyValue(
                                Consistency.LINEARIZABLE,
                                TransactionIsolation.SERIALIZABLE,
                                Duration.ZERO,
                                64L << 20)));
    }

    @ParameterizedTest
    @CsvSource({
        "on, on, FSYNC",
        "on, local, FSYNC",
        "on, remote_write, FSYNC",
        "on, remote_apply, FSYNC",
        "on, off, NONE",
        "off, on, PROCESS",
        "off, off, NONE"
    })
    void dependsOnTheSettingsOfServerAndDatabase(String fsync, String commit, Durability durability) {
        // Given
        String url = server.database();
        String name = url.substring(url.lastIndexOf('/') + 1);
        PostgresServer.execute(url, "ALTER DATABASE %s SET synchronous_commit = %s".formatted(name, commit));
        // What the command line says comes first, so the setting is changed there.
        var own = fsync.equals("on")
                ? server
                : PostgresServer.started(Map.of("fsync", "off", "synchronous_commit", commit));

        // When
        var guarantees =
                await(open(own.equals(server) ? url : own.url(), Map.of()).guarantees());

        // Then
        assertThat(guarantees.durability()).isEqualTo(durability);
        assertThat(guarantees.evidence())
                .startsWith("the server says fsync %s, synchronous_commit %s".formatted(fsync, commit));
        assertThat(guarantees.evidence().contains("wal_writer_delay")).isEqualTo(commit.equals("off"));
        if (!own.equals(server)) {
            own.close();
        }
    }

    @Test
    void promisesLessWhenHalfWrittenPagesCannotBeRestored() {
        // Given
        PostgresServer.execute(server.url(), "ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf()");
        var backend = open(server.url(), Map.of());

        // When, Then
        Awaitility.await().until(() -> await(backend.guarantees()).durability() == Durability.PROCESS);
        PostgresServer.execute(server.url(), "ALTER SYSTEM RESET full_page_writes", "SELECT pg_reload_conf()");
    }

    @Test
    void promisesNothingWhenTheServerCannotBeAsked() {
        // Given
        var backend = open("postgresql://ann@127.0.0.1:1/db", Map.of());

        // When, Then
        assertThatThrownBy(() -> await(backend.guarantees())).isInstanceOf(BackendDown.class);
    }
}

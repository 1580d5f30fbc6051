// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prism.pattern.observe.RpcObserver;
import io.prism.pattern.observe.backend.ObservedBackend;
import io.prism.spi.Backend;
import io.prism.spi.BackendGauge;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendInterfaces;
import io.prism.spi.Guarantees;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a backend says of itself. */
class BackendGaugesTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RpcObserver observer =
            new RpcObserver(Optional.of(meters), Optional.empty(), RpcObserver.Side.CALLED, InstantSource.system());

    @Test
    void areAskedAsLongAsTheBackendIsOpen() {
        // Given
        Backend backend = ObservedBackend.of(observer, new Pool(7), "store", "toy");

        // When, Then
        assertThat(open()).isEqualTo(7);
        backend.close();
        assertThat(open()).isNaN();
    }

    @Test
    void areThoseOfTheBackendThatHasTheNameNow() {
        // Given
        Backend before = ObservedBackend.of(observer, new Pool(7), "store", "toy");

        // When
        Backend after = ObservedBackend.of(observer, new Pool(9), "store", "toy");
        before.close();

        // Then
        assertThat(open()).isEqualTo(9);
        assertThat(meters.find("prism.backend.pool.open").gauges()).hasSize(1);
        after.close();
    }

    @Test
    void areNotAskedWhenNobodyLooks() {
        // Given
        Backend backend = new Pool(7);

        // When, Then
        assertThat(ObservedBackend.of(RpcObserver.NONE, backend, "store", "toy"))
                .isSameAs(backend);
    }

    private double open() {
        return meters.get("prism.backend.pool.open")
                .tag("backend", "store")
                .gauge()
                .value();
    }

    /** A backend with connections. */
    private record Pool(int connections) implements Backend {
        @Override
        public BackendInterfaces interfaces() {
            return BackendInterfaces.NONE;
        }

        @Override
        public Uni<Guarantees> guarantees() {
            return Uni.createFrom().nothing();
        }

        @Override
        public List<BackendGauge> gauges() {
            return List.of(new BackendGauge("pool.open", "connections that are open", () -> connections));
        }

        @Override
        public Uni<BackendHealth> health() {
            return Uni.createFrom().item(new BackendHealth(BackendHealth.State.UP, ""));
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}

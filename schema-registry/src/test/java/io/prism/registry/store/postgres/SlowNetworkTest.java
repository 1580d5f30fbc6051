// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.testkit.server.FaultProxy;
import io.prism.testkit.server.PostgresServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The database is far away. */
class SlowNetworkTest {

    private static final int CALLS = 100;
    private static final Duration ONE_WAY = Duration.ofMillis(40);

    /** What a pool fails that opens one connection after the other: see ADR 20. */
    @Test
    void answersManyCallsAtOnceBeforeThereIsAConnection() throws InterruptedException, ExecutionException {
        // Given
        URI near = URI.create(PostgresServer.shared().database());
        try (var store = Databases.store(near.toString())) {
            assertThat(store.subjects()).isEmpty();
        }
        List<Future<Boolean>> calls = new ArrayList<>();

        // When
        try (var proxy = FaultProxy.to(near.getHost(), near.getPort())) {
            proxy.delay(ONE_WAY);
            try (var store = Databases.store("postgresql://%s@127.0.0.1:%d%s"
                            .formatted(near.getUserInfo(), proxy.port(), near.getPath()));
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < CALLS; i++) {
                    calls.add(threads.submit(() -> store.content(".", 1).isEmpty()));
                }
            }
        }

        // Then
        for (Future<Boolean> call : calls) {
            assertThat(call.get()).isTrue();
        }
    }
}

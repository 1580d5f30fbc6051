// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.contracts.launcher.LaunchRequest;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.core.failure.GatewayException.ProcessDown;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessesTest {

    private static final SocketAddress ADDRESS = SocketAddress.domainSocketAddress("/run/p1.sock");

    private final Deque<Promise<SocketAddress>> asked = new ArrayDeque<>();
    private long now;
    private final Processes processes = new Processes(Optional.of(this::ask), 2, () -> now);

    @Test
    void asksOnceForAHerd() {
        // Given
        var first = address();
        var second = address();

        // When
        asked.getFirst().complete(ADDRESS);

        // Then
        assertThat(asked).hasSize(1);
        assertThat(first.result()).isEqualTo(ADDRESS);
        assertThat(second.result()).isEqualTo(ADDRESS);
        assertThat(address().result()).isEqualTo(ADDRESS);
    }

    @Test
    void refusesMoreThanMayWait() {
        // Given
        address();
        address();

        // When
        var third = address();

        // Then
        assertThat(third.cause()).isInstanceOf(Busy.class);
    }

    @Test
    void letsOthersWaitWhenTheFirstHaveBeenAnswered() {
        // Given
        address();
        address();
        asked.getFirst().complete(ADDRESS);
        processes.forget(ADDRESS);

        // When
        var next = address();

        // Then
        assertThat(next.isComplete()).isFalse();
        assertThat(asked).hasSize(2);
    }

    @Test
    void asksAgainASecondAfterAFailure() {
        // Given
        var first = address();
        asked.getFirst().fail(new ProcessDown("k", "is down", Duration.ZERO, false));

        // When
        var atOnce = address();
        now += 1_000_000_000;
        var later = address();

        // Then
        assertThat(first.cause()).isInstanceOf(ProcessDown.class);
        assertThat(atOnce.cause()).isSameAs(first.cause());
        assertThat(later.isComplete()).isFalse();
        assertThat(asked).hasSize(2);
    }

    @Test
    void remembersSoManyFailuresAndNoMore() {
        // Given
        int many = 1_001;

        // When
        for (int i = 0; i < many; i++) {
            processes.address("k" + i, LaunchRequest.getDefaultInstance());
            asked.getLast().fail(new ProcessDown("k" + i, "is down", Duration.ZERO, false));
        }
        processes.address("k0", LaunchRequest.getDefaultInstance());
        int beforeTheLast = asked.size();
        processes.address("k1000", LaunchRequest.getDefaultInstance());

        // Then
        assertThat(beforeTheLast).isEqualTo(many);
        assertThat(asked).hasSize(many + 1);
    }

    @Test
    void forgetsOnlyTheAddressThatIsNamed() {
        // Given
        var first = address();
        asked.getFirst().complete(ADDRESS);

        // When
        processes.forget("k", SocketAddress.domainSocketAddress("/run/p0.sock"));

        // Then
        assertThat(first.succeeded()).isTrue();
        assertThat(address().result()).isEqualTo(ADDRESS);
    }

    @Test
    void isDownWithoutALauncher() {
        // Given
        var alone = new Processes(Optional.empty(), 1, () -> now);

        // When
        var answer = alone.address("k", LaunchRequest.getDefaultInstance());

        // Then
        assertThat(answer.cause()).isInstanceOf(ProcessDown.class).hasMessageContaining("no launcher");
        assertThat(alone.address("k", LaunchRequest.getDefaultInstance()).cause())
                .isInstanceOf(ProcessDown.class);
    }

    private Future<SocketAddress> address() {
        return processes.address("k", LaunchRequest.getDefaultInstance());
    }

    private Future<SocketAddress> ask(String key, LaunchRequest request) {
        Promise<SocketAddress> promise = Promise.promise();
        asked.add(promise);
        return promise.future();
    }
}

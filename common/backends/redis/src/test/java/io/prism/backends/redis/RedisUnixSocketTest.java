// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.prism.core.catalogue.Catalogue;
import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.BackendHealth.State;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisUnixSocketTest extends RedisTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void connectsOverAUnixSocketAndLogsInThere() {
        // Given
        var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        closing(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        assumeThat(vertx.isNativeTransportEnabled())
                .as("Vert.x has a native transport here")
                .isTrue();
        var path = folder.resolve("redis.sock").toString();
        var server = server("--unixsocket", path, "--requirepass", "secret");
        var settings = Catalogue.builtIn()
                .backend("redis")
                .orElseThrow()
                .settings("backends.cache", Map.of("url", "unix:" + path, "username", "default", "password", "secret"));

        // When
        var backend = closing(new RedisDriver(vertx).open("cache", settings));

        // Then
        set(backend, KEY, "one");
        assertThat(get(backend, KEY)).contains("one");
        assertThat(await(backend.health()).state()).isEqualTo(State.UP);
        server.stop();
        assertThatThrownBy(() -> read(backend, KEY))
                .isInstanceOf(BackendDown.class)
                .hasMessageContaining("cannot be");
    }
}

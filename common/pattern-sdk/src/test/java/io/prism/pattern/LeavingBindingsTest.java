// SPDX-License-Identifier: Apache-2.0
package io.prism.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.core.Keyspace;
import io.prism.core.Needs;
import io.prism.core.OptionMap;
import io.prism.core.binding.BindingSpec;
import io.prism.core.failure.Failures;
import io.prism.pattern.serve.InFlight;
import io.prism.pattern.serve.ServedInterface;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams of a binding that should not serve them any longer: told to end after a grace, and not before. */
class LeavingBindingsTest {

    private static final BindingSpec SPEC =
            new BindingSpec(new Keyspace("a", "b"), "empty", Map.of(), new OptionMap("test", Map.of()), Needs.NONE);

    private final Vertx vertx = Vertx.vertx();
    private final Bindings bindings =
            new Bindings(vertx, new Failures("test", InstantSource.system()), List.of(), List.of(new EmptyPattern()));
    private final long began = System.nanoTime();
    private final CompletableFuture<Duration> toldToEnd = new CompletableFuture<>();

    @AfterEach
    void close() {
        bindings.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void areToldToEndAfterTheGraceWhenTheBindingIsGone() {
        // Given
        openStream();

        // When
        bindings.serve(List.of());

        // Then
        Awaitility.await().until(toldToEnd::isDone);
        assertThat(toldToEnd.join()).isGreaterThan(Bindings.STREAM_GRACE);
    }

    @Test
    void areToldToEndAfterTheGraceWhenTheProcessDrains() {
        // Given
        InFlight calls = openStream();
        var counted = toldToEnd.thenRun(calls::leave);

        // When
        var drained = bindings.drain();

        // Then
        Awaitility.await().until(drained::isComplete);
        assertThat(counted).isCompleted();
        assertThat(toldToEnd.join()).isGreaterThan(Bindings.STREAM_GRACE);
    }

    @Test
    void areNotToldWhenTheyEndByThemselves() {
        // Given
        InFlight calls = openStream();

        // When
        bindings.serve(List.of());
        calls.leave();

        // Then
        Awaitility.await().during(Bindings.STREAM_GRACE.plusMillis(500)).until(() -> !toldToEnd.isDone());
    }

    private InFlight openStream() {
        bindings.serve(List.of(SPEC));
        InFlight calls = bindings.table().rows().getFirst().target().server().inFlight();
        assertThat(calls.enter()).isTrue();
        calls.opened(() -> toldToEnd.complete(Duration.ofNanos(System.nanoTime() - began)));
        return calls;
    }

    /** A pattern without any rpc. */
    private static final class EmptyPattern implements Pattern {
        @Override
        public String name() {
            return "empty";
        }

        @Override
        public List<ServedInterface> serve(Slots slots, OptionMap config, Failures failures) {
            return List.of();
        }
    }
}

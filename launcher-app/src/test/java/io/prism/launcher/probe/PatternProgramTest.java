// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.core.Needs;
import io.prism.core.OptionMap;
import io.prism.core.binding.BindingSpec;
import io.prism.core.config.ProcessLimits;
import io.prism.core.process.ProcessKey;
import io.prism.launcher.limit.Limiter;
import io.prism.launcher.process.Environment;
import io.prism.launcher.process.NotReady;
import io.prism.launcher.process.ProcessCommand;
import io.prism.launcher.process.ProcessExit;
import io.prism.launcher.process.ProcessLife;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternProgramTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path temp;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final AtomicReference<List<BindingSpec>> bindings = new AtomicReference<>(List.of(binding("kv")));

    @AfterEach
    void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void leadsAProcessThroughItsWholeLife() throws IOException, NotReady {
        // Given
        Path socket = temp.resolve("p1.sock");
        ProcessLife life = program(socket).begin(0);

        // When
        String address = life.awaitReady(Deadline.in(LONG));
        boolean healthy = life.vitals().well();
        life.refresh();
        bindings.set(List.of(binding("kv"), binding("second")));
        life.refresh();
        boolean ends = life.drain(Duration.ofSeconds(10));
        ProcessExit exit = life.child().exit().orTimeout(10, TimeUnit.SECONDS).join();
        life.close();

        // Then
        assertThat(address).isEqualTo("unix:" + socket);
        assertThat(healthy).isTrue();
        assertThat(ends).isTrue();
        assertThat(exit.code()).isZero();
        assertThat(log).containsExactly("bindings 1", "bindings 2", "drained", "stopped");
        assertThat(socket).doesNotExist();
    }

    @Test
    void passesTheReasonOnWhenTheProcessRefuses() throws IOException {
        // Given
        bindings.set(List.of(binding("refused")));
        ProcessLife life = program(temp.resolve("p1.sock")).begin(0);

        // Then
        assertThatThrownBy(() -> life.awaitReady(Deadline.in(LONG)))
                .isInstanceOf(NotReady.class)
                .hasMessageContaining("refused its configuration: not this one");
        // Its input ends as it would with the launcher's death.
        life.child().closeInput();
        assertThat(life.child().exit().orTimeout(10, TimeUnit.SECONDS).join().code())
                .isEqualTo(5);
        life.close();
    }

    @Test
    void noticesADeathBeforeTheSocketIsThere() throws IOException {
        // Given
        ProcessLife life = new PatternProgram(
                        key(),
                        () -> new ProcessCommand(List.of("/bin/sh", "-c", "exit 6"), Map.of(), Path.of("/")),
                        bindings::get,
                        () -> temp.resolve("p1.sock"),
                        tools())
                .begin(0);

        // Then
        assertThatThrownBy(() -> life.awaitReady(Deadline.in(LONG)))
                .isInstanceOf(NotReady.class)
                .hasMessageContaining("exit code 6");
        life.close();
    }

    private PatternProgram program(Path socket) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                FakePattern.class.getName());
        ProcessCommand command = new ProcessCommand(java, Environment.reduced(System.getenv()), temp);
        return new PatternProgram(key(), () -> command, bindings::get, () -> socket, tools());
    }

    private PatternProgram.Tools tools() {
        PatternProgram.LineLog lines = _ -> line -> {
            // The JVM and the logging of Netty may add lines of their own.
            if (line.startsWith("bindings") || line.equals("drained") || line.equals("stopped")) {
                log.add(line);
            }
        };
        return new PatternProgram.Tools(
                vertx, lines, new Limiter(ProcessLimits.NONE, Optional.empty()), Optional::empty);
    }

    private static ProcessKey key() {
        return ProcessKey.ofNamespace("default", "keyvalue");
    }

    private static BindingSpec binding(String name) {
        return new BindingSpec(
                new Keyspace("default", name),
                "keyvalue",
                Map.of(),
                new OptionMap("bindings." + name, Map.of()),
                Needs.NONE);
    }
}

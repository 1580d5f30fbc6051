// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.probe;

import io.prism.core.Deadline;
import io.prism.launcher.place.Endpoints;
import io.prism.launcher.process.ChildProcess;
import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.LaunchableProgram;
import io.prism.launcher.process.NotReady;
import io.prism.launcher.process.ProcessCommand;
import io.prism.launcher.process.ProcessLife;
import io.prism.launcher.process.ProcessVitals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The proxy or the schema registry. Such a server is ready when it has written its endpoint file and its probe says
 * so; SIGTERM makes it drain and end, so there is nothing to ask before that, and it follows the configuration file
 * itself.
 *
 * @param command how it is started
 * @param endpointFile the file it writes when it listens
 * @param probe asks it whether it is ready
 * @param log gets each line that it prints
 */
public record ServerProgram(ProcessCommand command, Path endpointFile, ServerProbe probe, Consumer<String> log)
        implements LaunchableProgram {

    @Override
    public ProcessLife begin(int failures) throws IOException {
        Files.deleteIfExists(endpointFile);
        return new ServerLife(ChildProcess.spawn(command, log), endpointFile, probe);
    }

    private static final class ServerLife implements ProcessLife {
        private final ChildProcess child;
        private final Path endpointFile;
        private final ServerProbe probe;
        private volatile Optional<Endpoints> endpoints = Optional.empty();

        ServerLife(ChildProcess child, Path endpointFile, ServerProbe probe) {
            this.child = child;
            this.endpointFile = endpointFile;
            this.probe = probe;
        }

        @Override
        public ChildProcess child() {
            return child;
        }

        @Override
        public String awaitReady(Deadline deadline) throws NotReady {
            ReadinessPoll.until(this::listens, child, deadline, "listen", FailureKind.PROCESS_START_FAILED);
            Endpoints at = endpoints.orElseThrow();
            ReadinessPoll.until(() -> probe.ready(at), child, deadline, "get ready", FailureKind.HEALTH_CHECK_FAILED);
            return at.listen().toString();
        }

        private boolean listens() throws NotReady {
            endpoints = read();
            return endpoints.isPresent();
        }

        private Optional<Endpoints> read() throws NotReady {
            try {
                return Endpoints.read(endpointFile);
            } catch (IOException e) {
                throw new NotReady(
                        FailureKind.PROCESS_START_FAILED,
                        "wrote an endpoint file that cannot be used: " + e.getMessage());
            }
        }

        @Override
        public ProcessVitals vitals() {
            return ProcessVitals.of(endpoints.map(probe::alive).orElse(true));
        }

        @Override
        public List<String> limits() {
            return List.of();
        }

        @Override
        public Optional<Duration> idleAfter() {
            return Optional.empty();
        }

        @Override
        public boolean retire(Duration most) {
            return false;
        }

        @Override
        public void refresh() {}

        @Override
        public boolean drain(Duration most) {
            return false;
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(endpointFile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import io.prism.core.config.LauncherConfig;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.ProcessLimits;
import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.read.PatternFolder;
import io.prism.core.config.read.PrismConfigFile;
import io.prism.launcher.place.RunDir;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settles how an embedded {@link Launcher} works. What is set here counts before the section {@code launcher} of the
 * configuration file; of two settings of the same thing the later one counts. Each method refuses at once what cannot
 * be. Not safe for use by many threads.
 */
public final class LauncherBuilder {

    private static final int MOST_PROCESSES = 10_000;
    private static final int MOST_SPARES = 100;
    private static final long GIBIBYTE = 1L << 30;
    private static final int FILES = 4_096;

    private Optional<Path> config = Optional.empty();
    private Optional<Path> home = Optional.empty();
    private Optional<Path> runDir = Optional.empty();
    private Optional<Duration> startTime = Optional.empty();
    private Optional<Duration> grace = Optional.empty();
    private OptionalInt maxProcesses = OptionalInt.empty();
    private OptionalInt spares = OptionalInt.empty();
    private Optional<ProcessLimits> limits = Optional.empty();

    LauncherBuilder() {}

    /** The {@code prism.yaml}; required. Patterns with a manifest are in {@code patterns/} beside it. */
    public LauncherBuilder config(Path file) {
        config = Optional.of(absolute(file));
        return this;
    }

    /** Where the pattern host is: a built source tree or an unpacked distribution; required. */
    public LauncherBuilder home(Path folder) {
        home = Optional.of(absolute(folder));
        return this;
    }

    /** The folder of this launcher, which no other may use; default {@code .prism/run} beside the configuration. */
    public LauncherBuilder runDir(Path folder) {
        runDir = Optional.of(absolute(folder));
        return this;
    }

    /** For a developer's machine: one spare, at most 20 processes, an end within 2 s, no limits. */
    public LauncherBuilder developmentDefaults() {
        return startTime(Duration.ofSeconds(30))
                .grace(Duration.ofSeconds(2))
                .maxProcesses(20)
                .spares(1)
                .limits(ProcessLimits.NONE);
    }

    /** For a server: two spares, at most 100 processes of 1 GiB, 2 processors and 4,096 files each, 30 s to end. */
    public LauncherBuilder productionDefaults() {
        return startTime(Duration.ofSeconds(30))
                .grace(Duration.ofSeconds(30))
                .maxProcesses(100)
                .spares(2)
                .limits(new ProcessLimits(GIBIBYTE, 2, FILES));
    }

    /**
     * How long a process may take to be ready before it counts as failed.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public LauncherBuilder startTime(Duration most) {
        require(most.isPositive(), "startTime must be positive, but is " + most);
        startTime = Optional.of(most);
        return this;
    }

    /**
     * How long a process may take to stop before it is killed.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public LauncherBuilder grace(Duration most) {
        require(!most.isNegative(), "grace must not be negative, but is " + most);
        grace = Optional.of(most);
        return this;
    }

    /**
     * Most processes that run at the same time.
     *
     * @throws IllegalArgumentException when it is not 1 to 10,000
     */
    public LauncherBuilder maxProcesses(int most) {
        require(most >= 1 && most <= MOST_PROCESSES, "maxProcesses must be 1 to 10000, but is " + most);
        maxProcesses = OptionalInt.of(most);
        return this;
    }

    /**
     * How many processes wait to be told what they serve.
     *
     * @throws IllegalArgumentException when it is not 0 to 100
     */
    public LauncherBuilder spares(int wanted) {
        require(wanted >= 0 && wanted <= MOST_SPARES, "spares must be 0 to 100, but is " + wanted);
        spares = OptionalInt.of(wanted);
        return this;
    }

    /** What one pattern process may use. */
    public LauncherBuilder limits(ProcessLimits each) {
        limits = Optional.of(each);
        return this;
    }

    /**
     * Ends what an earlier launcher left in the run directory and starts the spares.
     *
     * @throws IllegalStateException when {@link #config} or {@link #home} was not given
     * @throws ConfigException when the configuration or a manifest cannot be used, naming all faults
     * @throws IOException when another launcher has the run directory, or it cannot be written
     * @throws InterruptedException when the thread is interrupted while it waits for the end of what was left
     */
    public Launcher start() throws IOException, InterruptedException {
        Path file = config.orElseThrow(() -> new IllegalStateException("config(Path) was not given"));
        Path programs = home.orElseThrow(() -> new IllegalStateException("home(Path) was not given"));
        PatternFolder patterns = PatternFolder.beside(file);
        PrismConfig read = PrismConfigFile.load(file, patterns.catalogue());
        PrismConfig changed = new PrismConfig(
                read.proxy(), changed(read.launcher()), read.registry(), read.backends(), read.namespaces());
        Path own = runDir.orElseGet(() -> file.resolveSibling(".prism").resolve("run"));
        CommandLine line = new CommandLine(false, file, own, programs, false);
        return Launcher.start(new Launch(line, changed, patterns, RunDir.take(own)));
    }

    private LauncherConfig changed(LauncherConfig read) {
        return new LauncherConfig(
                read.listen(),
                read.management(),
                startTime.orElse(read.startTime()),
                grace.orElse(read.grace()),
                maxProcesses.orElse(read.maxProcesses()),
                spares.orElse(read.spares()),
                limits.orElse(read.limits()));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher;

import io.prism.core.config.LauncherConfig;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.secret.Secrets;
import io.prism.core.config.watch.ConfigWatch;
import io.prism.launcher.place.CurrentPlacement;
import io.prism.launcher.place.Endpoints;
import io.prism.launcher.place.ProcessPlacement;
import io.prism.launcher.process.Orphans;
import io.prism.launcher.serve.StatusFile;
import io.prism.launcher.serve.StatusRow;
import io.prism.launcher.spare.Spares;
import io.prism.launcher.supervise.Fleet;
import io.prism.launcher.supervise.ProcessTally;
import io.prism.launcher.supervise.Servers;
import io.prism.launcher.supervise.Servers.NotStarted;
import io.prism.launcher.supervise.Snapshot;
import io.prism.launcher.supervise.SupervisionTiming;
import io.prism.launcher.supervise.SupervisorContext;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that one launcher runs: the servers, the pattern processes and the files that tell of them.
 *
 * <pre>
 *   start:  endpoint file ─▶ registry ─▶ proxy ─▶ pattern processes on demand
 *   stop:   proxy ─▶ pattern processes, side by side ─▶ registry ─▶ files
 * </pre>
 */
final class Stack {

    static final String PROXY = "proxy";
    static final String REGISTRY = "registry";

    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);
    private static final long REAP_SECONDS = 5;
    private static final long STATUS_SECONDS = 2;

    private final Launch launch;
    private final Commands commands;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("timer").factory());
    private final ProcessTally tally = new ProcessTally();
    private final CurrentPlacement placement;
    private final Servers servers;
    private final Spares spares;
    private final Fleet fleet;
    private final StatusFile status;
    private final AtomicReference<@Nullable ConfigWatch> watch = new AtomicReference<>();

    Stack(Launch launch, Vertx vertx, InstantSource clock) {
        this.launch = launch;
        this.commands = new Commands(launch, vertx);
        this.placement = new CurrentPlacement(
                new ProcessPlacement(launch.config(), Secrets.standard(System.getenv()), launch.patterns()));
        this.status = new StatusFile(launch.runDir().file("status"), threads, clock, this::rows);
        SupervisorContext around = new SupervisorContext(
                clock,
                (wait, task) -> {
                    var _ = timer.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
                },
                threads,
                () -> ThreadLocalRandom.current().nextDouble(),
                new SupervisorContext.Watcher(tally, status::changed));
        LauncherConfig config = launch.config().launcher();
        SupervisionTiming timing =
                new SupervisionTiming(config.startTime(), config.grace(), SupervisionTiming.HEALTH_CHECK);
        this.servers = new Servers(timing, around);
        this.spares = new Spares(config.spares(), commands::spare, around);
        this.fleet = new Fleet(
                process -> commands.pattern(process.key(), () -> placement.get().specs(process), spares),
                timing,
                config.maxProcesses(),
                around);
    }

    Fleet fleet() {
        return fleet;
    }

    Servers servers() {
        return servers;
    }

    Spares spares() {
        return spares;
    }

    ProcessTally tally() {
        return tally;
    }

    CurrentPlacement placement() {
        return placement;
    }

    /** Starts the servers; blocks until they run. */
    void start(Endpoints own) throws IOException, NotStarted, InterruptedException {
        prepare();
        own.write(launch.runDir().file("launcher.endpoint"));
        watch.set(new ConfigWatch(
                launch.line().config(), launch.patterns().catalogue(), launch.config(), this::follow, Stack::refused));
        if (launch.config().registry().enabled()) {
            servers.start(REGISTRY, commands.registry());
        }
        servers.start(PROXY, commands.proxy(own.listen()));
        // Not before: what people wait for comes first.
        ready();
        LOG.atInfo()
                .addKeyValue(
                        "proxy", servers.snapshot(PROXY).map(Snapshot::address).orElse(""))
                .addKeyValue("launcher", own.listen())
                .log("prism is up");
    }

    /** Starts without servers: pattern processes only. */
    void startAlone() throws InterruptedException {
        prepare();
        ready();
    }

    private void prepare() throws InterruptedException {
        Orphans.end(
                Orphans.of(launch.runDir().dir()), launch.config().launcher().grace());
    }

    private void ready() {
        spares.fill();
        tick();
    }

    /** Ends everything; blocks until all processes are gone. */
    void stop() {
        LOG.atInfo().log("prism is going down");
        ConfigWatch watching = watch.get();
        if (watching != null) {
            watching.close();
        }
        // The proxy first: with the door shut, the pattern processes can finish what they have.
        await(servers.stop(PROXY));
        await(spares.close());
        await(fleet.close());
        await(servers.stop(REGISTRY));
        status.close();
        timer.shutdownNow();
    }

    private void follow(PrismConfig next) {
        PrismConfig before = placement.get().config();
        placement.replace(new ProcessPlacement(next, placement.get().secrets(), launch.patterns()));
        LOG.atInfo().addKeyValue("namespaces", next.namespaces().size()).log("configuration replaced");
        if (!next.launcher().equals(before.launcher())
                || !next.registry().equals(before.registry())
                || !next.proxy().listen().equals(before.proxy().listen())
                || !next.proxy().management().equals(before.proxy().management())) {
            LOG.atWarn()
                    .log("changes of launcher, schema-registry and proxy listeners take effect at the next restart");
        }
        fleet.reconfigure(process -> !placement.get().bindings(process).isEmpty());
        servers.reconfigure();
    }

    private static void refused(ConfigException bad) {
        LOG.atWarn().addKeyValue("faults", bad.getMessage()).log("configuration refused, the old one stays in force");
    }

    private List<StatusRow> rows() {
        Stream<Snapshot> supervised = Stream.concat(
                servers.snapshots().stream(), fleet.processes().stream().map(Fleet.Process::snapshot));
        return Stream.concat(
                        supervised.map(StatusRow::of),
                        spares.hosts().stream()
                                .map(spare -> new StatusRow(
                                        spare.name(),
                                        "waiting",
                                        spare.pid(),
                                        spare.since(),
                                        0,
                                        Optional.empty(),
                                        new StatusRow.Note("", ""))))
                .toList();
    }

    private void tick() {
        status.changed();
        var _ = timer.schedule(this::tick, STATUS_SECONDS, TimeUnit.SECONDS);
    }

    private void await(CompletableFuture<Void> end) {
        // Every end is bounded by its grace and a kill; only a process stuck in the kernel takes longer.
        long most = launch.config().launcher().grace().toSeconds() + REAP_SECONDS;
        try {
            end.get(most, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atError().setCause(e).log("a process could not be ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

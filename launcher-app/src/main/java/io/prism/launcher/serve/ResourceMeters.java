// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.prism.launcher.process.ResourceUse;
import io.prism.launcher.supervise.Fleet;
import io.prism.launcher.supervise.Servers;
import io.prism.launcher.supervise.Snapshot;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Memory and processor time of each process, measured every few seconds. Sessions come and go, so only
 * {@value #MOST_PROCESSES} processes have series of their own; the others are added up as {@value #OTHERS}.
 */
@ApplicationScoped
public class ResourceMeters {

    /** Most processes with series of their own, the servers among them. */
    static final int MOST_PROCESSES = 100;

    /** What stands for all the others. */
    static final String OTHERS = "others";

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final Fleet fleet;
    private final Servers servers;
    private final Vertx vertx;

    ResourceMeters(Fleet fleet, Servers servers, Vertx vertx) {
        this.fleet = fleet;
        this.servers = servers;
        this.vertx = vertx;
    }

    /** What one process occupies. */
    record Measured(String process, ResourceUse footprint) {}

    /** Begins to measure. */
    void bindTo(MeterRegistry registry) {
        MultiGauge memory = MultiGauge.builder("prism.launcher.process.memory")
                .description("Memory that a process occupies (resident set)")
                .baseUnit("bytes")
                .register(registry);
        MultiGauge cpu = MultiGauge.builder("prism.launcher.process.cpu")
                .description("Processor time that a process used since it was started")
                .baseUnit("seconds")
                .register(registry);
        vertx.setPeriodic(PAUSE.toMillis(), _ -> Thread.ofVirtual().start(() -> measure(memory, cpu)));
    }

    private void measure(MultiGauge memory, MultiGauge cpu) {
        List<Measured> all = bounded(Stream.concat(
                        servers.snapshots().stream(), fleet.processes().stream().map(Fleet.Process::snapshot))
                .filter(process -> process.state().pid() > 0)
                .map(ResourceMeters::measured)
                .toList());
        memory.register(
                all.stream().map(one -> row(one, one.footprint().memoryBytes())).toList(), true);
        cpu.register(
                all.stream()
                        .map(one -> row(one, one.footprint().cpu().toNanos() / NANOS))
                        .toList(),
                true);
    }

    /** The first processes, and the others added up. */
    static List<Measured> bounded(List<Measured> all) {
        if (all.size() <= MOST_PROCESSES) {
            return all;
        }
        List<Measured> bounded = new ArrayList<>(all.subList(0, MOST_PROCESSES));
        ResourceUse others = all.subList(MOST_PROCESSES, all.size()).stream()
                .map(Measured::footprint)
                .reduce(new ResourceUse(0, Duration.ZERO), ResourceUse::plus);
        bounded.add(new Measured(OTHERS, others));
        return bounded;
    }

    private static Measured measured(Snapshot process) {
        return new Measured(process.id(), ResourceUse.of(process.state().pid()));
    }

    private static Row<Number> row(Measured one, double value) {
        return Row.of(Tags.of("process", one.process()), value);
    }
}

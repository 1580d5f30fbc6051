// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.serve;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.prism.launcher.spare.Spares;
import io.prism.launcher.supervise.Fleet;
import io.prism.launcher.supervise.ProcessTally;
import io.prism.launcher.supervise.Servers;
import io.prism.launcher.supervise.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The metrics of the launcher, {@code prism.launcher.*}. */
@ApplicationScoped
public class LauncherMeters implements MeterBinder {

    private static final List<String> STATES =
            List.of("starting", "running", "retiring", "terminating", "backing-off", "failed", "terminated");

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final Fleet fleet;
    private final Servers servers;
    private final Spares spares;
    private final ResourceMeters footprints;
    private final ProcessTally tally;

    LauncherMeters(Fleet fleet, Servers servers, Spares spares, ProcessTally tally, ResourceMeters footprints) {
        this.fleet = fleet;
        this.servers = servers;
        this.spares = spares;
        this.footprints = footprints;
        this.tally = tally;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String state : STATES) {
            Gauge.builder("prism.launcher.processes", () -> count(state))
                    .description("Processes, the proxy and the registry among them")
                    .tag("state", state)
                    .register(registry);
        }
        FunctionCounter.builder("prism.launcher.starts", tally, ProcessTally::starts)
                .register(registry);
        FunctionCounter.builder("prism.launcher.failures", tally, ProcessTally::failures)
                .register(registry);
        FunctionCounter.builder("prism.launcher.restarts", tally, ProcessTally::restarts)
                .register(registry);
        FunctionCounter.builder("prism.launcher.spare.hits", tally, ProcessTally::spareHits)
                .description("Processes that began as a spare")
                .register(registry);
        FunctionCounter.builder("prism.launcher.spare.misses", tally, ProcessTally::spareMisses)
                .description("Processes that were started because no spare was waiting")
                .register(registry);
        Gauge.builder("prism.launcher.spares", spares, Spares::waiting)
                .description("Spare processes that wait")
                .register(registry);
        FunctionCounter.builder("prism.launcher.retirements", tally, ProcessTally::retirements)
                .description("Processes that were ended because nobody called them")
                .register(registry);
        FunctionCounter.builder("prism.launcher.stops", tally, ProcessTally::stops)
                .description("Processes that ended because they were told to")
                .register(registry);
        tally.onLaunch(duration(registry, "launch", "From the start of a process until it is ready")::record);
        tally.onWake(duration(registry, "wake", "How long callers waited that found no process running")::record);
        footprints.bindTo(registry);
    }

    private static Timer duration(MeterRegistry registry, String what, String description) {
        return Timer.builder("prism.launcher." + what + ".duration")
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private long count(String state) {
        Stream<Snapshot> patterns = fleet.processes().stream().map(Fleet.Process::snapshot);
        return Stream.concat(patterns, servers.snapshots().stream())
                .filter(snapshot -> snapshot.state().name().equals(state))
                .count();
    }
}

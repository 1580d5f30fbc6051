// SPDX-License-Identifier: Apache-2.0
package io.prism.launcher.probe;

import io.prism.contracts.lifecycle.HealthCheckResponse;
import io.prism.contracts.lifecycle.HealthStatus;
import io.prism.contracts.lifecycle.InitializeRequest;
import io.prism.core.Deadline;
import io.prism.core.binding.BindingCodec;
import io.prism.core.binding.BindingSpec;
import io.prism.core.catalogue.BindingOptions;
import io.prism.core.config.Isolation;
import io.prism.core.failure.GatewayException;
import io.prism.core.process.ProcessKey;
import io.prism.launcher.process.ChildProcess;
import io.prism.launcher.process.FailureKind;
import io.prism.launcher.process.NotReady;
import io.prism.launcher.process.ProcessLife;
import io.prism.launcher.process.ProcessVitals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of a pattern process: Initialize, Start, HealthCheck … Drain, Stop over its socket. */
final class PatternLife implements ProcessLife {

    private static final Logger LOG = LoggerFactory.getLogger(PatternLife.class);

    private static final String VERSION = "0.1.0";
    private static final Duration CONFIGURE_MOST = Duration.ofSeconds(10);
    private static final Duration HEALTH_MOST = Duration.ofSeconds(5);
    private static final Duration STOP_MOST = Duration.ofSeconds(2);

    private final ProcessKey key;
    private final LifecycleProcess host;
    private final LifecycleClient client;
    private final Supplier<List<BindingSpec>> bindings;

    // Held while it is configured, so that the newest configuration is also the last it gets.
    private final ReentrantLock configuring = new ReentrantLock();
    private List<BindingSpec> configured = List.of();
    private volatile Optional<Duration> idleAfter = Optional.empty();

    PatternLife(ProcessKey key, LifecycleProcess host, Supplier<List<BindingSpec>> bindings) {
        this.key = key;
        this.host = host;
        this.client = host.client();
        this.bindings = bindings;
    }

    @Override
    public ChildProcess child() {
        return host.child();
    }

    @Override
    public String awaitReady(Deadline deadline) throws NotReady {
        ReadinessPoll.until(client::reachable, host.child(), deadline, "listen", FailureKind.PROCESS_START_FAILED);
        String endpoint = configure(deadline);
        ReadinessPoll.until(
                () -> well(deadline), host.child(), deadline, "get healthy", FailureKind.HEALTH_CHECK_FAILED);
        return endpoint.isEmpty() ? "unix:" + host.socket() : endpoint;
    }

    @Override
    public ProcessVitals vitals() {
        try {
            HealthCheckResponse answer = client.healthCheck(HEALTH_MOST);
            ProcessVitals said = ProcessVitals.read(well(answer), answer.getDetailsMap());
            // What a session keeps in memory is meant to end with it.
            return key.isolation() == Isolation.SESSION ? said.withoutData() : said;
        } catch (NotReady e) {
            LOG.atDebug()
                    .addKeyValue("processId", key.id())
                    .addKeyValue("cause", e.getMessage())
                    .log("health check failed");
            return ProcessVitals.of(false);
        }
    }

    @Override
    public List<String> limits() {
        return host.limits();
    }

    @Override
    public Optional<Duration> idleAfter() {
        return idleAfter;
    }

    @Override
    public boolean retire(Duration most) {
        try {
            return client.drainIfIdle(most);
        } catch (NotReady e) {
            // It may have begun to drain, so it cannot go on.
            LOG.atDebug()
                    .addKeyValue("processId", key.id())
                    .addKeyValue("cause", e.getMessage())
                    .log("process did not say whether it retires");
            return true;
        }
    }

    @Override
    public void refresh() throws NotReady {
        String _ = configure(Deadline.in(CONFIGURE_MOST));
    }

    @Override
    public boolean drain(Duration most) {
        Deadline deadline = Deadline.in(most);
        try {
            client.drain(left(deadline), "the launcher ends the process");
            client.stop(left(deadline.atMost(STOP_MOST)));
            return true;
        } catch (NotReady e) {
            // SIGTERM follows and means the same, so the end is only less gentle.
            LOG.atDebug()
                    .addKeyValue("processId", key.id())
                    .addKeyValue("cause", e.getMessage())
                    .log("process did not drain");
            return false;
        }
    }

    @Override
    public void close() {
        host.close();
    }

    private boolean well(Deadline deadline) throws NotReady {
        return well(client.healthCheck(left(deadline.atMost(HEALTH_MOST))));
    }

    private static boolean well(HealthCheckResponse answer) {
        HealthStatus status = answer.getStatus();
        return status == HealthStatus.HEALTH_STATUS_HEALTHY || status == HealthStatus.HEALTH_STATUS_DEGRADED;
    }

    private String configure(Deadline deadline) throws NotReady {
        configuring.lock();
        try {
            List<BindingSpec> wanted = wanted();
            if (wanted.isEmpty() || wanted.equals(configured)) {
                return "";
            }
            Optional<Duration> idle = idleAfter(wanted);
            InitializeRequest request = InitializeRequest.newBuilder()
                    .setName(key.id())
                    .setVersion(VERSION)
                    .setConfig(BindingCodec.toStruct(wanted))
                    .build();
            client.initialize(request, left(deadline.atMost(CONFIGURE_MOST)));
            String endpoint = client.start(left(deadline.atMost(CONFIGURE_MOST)));
            configured = wanted;
            idleAfter = idle;
            return endpoint;
        } finally {
            configuring.unlock();
        }
    }

    private List<BindingSpec> wanted() throws NotReady {
        try {
            return bindings.get();
        } catch (GatewayException e) {
            throw new NotReady(FailureKind.INVALID_CONFIGURATION, "cannot be configured: " + e.getMessage());
        }
    }

    // A process that several bindings share is as patient as the most patient of them; 0 stands for ever.
    private static Optional<Duration> idleAfter(List<BindingSpec> served) throws NotReady {
        Duration longest = Duration.ZERO;
        for (BindingSpec binding : served) {
            Duration idle;
            try {
                idle = binding.config()
                        .findDuration(BindingOptions.IDLE_TIMEOUT)
                        .orElse(Duration.ZERO);
            } catch (GatewayException e) {
                throw new NotReady(FailureKind.INVALID_CONFIGURATION, "cannot be configured: " + e.getMessage());
            }
            if (!idle.isPositive()) {
                return Optional.empty();
            }
            longest = longest.compareTo(idle) > 0 ? longest : idle;
        }
        return Optional.of(longest).filter(Duration::isPositive);
    }

    private static Duration left(Deadline deadline) {
        return deadline.leftOr(CONFIGURE_MOST);
    }
}

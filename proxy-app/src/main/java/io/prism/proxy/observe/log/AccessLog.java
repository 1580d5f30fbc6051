// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe.log;

import io.micrometer.core.instrument.Counter;
import io.prism.core.config.ObserveConfig;
import io.prism.observe.backlog.Backlog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line for each call that is chosen, on a thread of its own, ten times a second. Whoever adds one never waits;
 * lines that there is no room for are dropped and counted. Safe for use by many threads.
 */
public final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int WAITING_MAX = 16_384;
    private static final int PIECE_MAX = 512;
    private static final long REST_MILLIS = 100;
    private static final long CLOSE_SECONDS = 2;

    private final ObserveConfig.AccessLog config;
    private final OutputStream out;
    private final Backlog<AccessLine> backlog;
    private final Counter dropped;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("access-log").factory());
    private volatile boolean broken;

    /**
     * A log.
     *
     * @param config which calls get a line
     * @param out where lines are written; stays open
     * @param dropped counts lines that there was no room for
     */
    public AccessLog(ObserveConfig.AccessLog config, OutputStream out, Counter dropped) {
        this.config = config;
        this.out = out;
        this.dropped = dropped;
        this.backlog = new Backlog<>(WAITING_MAX, dropped);
        if (config.calls() != ObserveConfig.Calls.NONE) {
            var _ = writer.scheduleWithFixedDelay(this::write, REST_MILLIS, REST_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Whether a call gets a line.
     *
     * @param code its gRPC status code
     */
    public boolean wants(int code) {
        return switch (config.calls()) {
            case NONE -> false;
            case ALL -> true;
            case SAMPLED -> code != 0 || ThreadLocalRandom.current().nextDouble() < config.sampleRatio();
        };
    }

    /** Adds a line. */
    public void add(AccessLine line) {
        backlog.offer(line);
    }

    /** Writes what there is and ends; waits for two seconds at most. */
    public void close() {
        writer.shutdown();
        try {
            if (writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                write();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        List<AccessLine> lines = backlog.take(PIECE_MAX);
        while (!lines.isEmpty()) {
            StringBuilder text = new StringBuilder();
            lines.forEach(line -> line.appendTo(text));
            try {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
                out.flush();
                broken = false;
            } catch (IOException unwritable) {
                dropped.increment(lines.size());
                if (!broken) {
                    broken = true;
                    LOG.warn("the access log cannot be written, and lines are dropped: {}", unwritable.getMessage());
                }
            }
            lines = backlog.take(PIECE_MAX);
        }
    }
}

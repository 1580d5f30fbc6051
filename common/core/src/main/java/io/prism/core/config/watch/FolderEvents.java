// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when to look at a file again: after an event in its folder that may concern it, and every five seconds in any
 * case. Without events (none left in the system, a network file system) the five seconds remain.
 */
final class FolderEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderEvents.class);
    private static final long POLL_MS = 5_000;
    private static final long QUIET_MS = 200;
    /** Most events that are waited out before the file is looked at all the same. */
    private static final int MOST_EVENTS = 50;

    /** What Kubernetes swaps when a mounted ConfigMap changes. */
    private static final Path KUBERNETES_LINK = Path.of("..data");

    private final Path file;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final @Nullable WatchService service;
    private boolean registered;

    FolderEvents(Path file) {
        this.file = file;
        this.service = service(file);
        register();
    }

    private static @Nullable WatchService service(Path file) {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", file).log("the configuration is looked at every 5 s: no file events left");
            return null;
        }
    }

    private void register() {
        Path folder = file.getParent();
        if (registered || service == null || folder == null) {
            return;
        }
        try {
            folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            registered = true;
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("file", file).setCause(e).log("the folder cannot be watched");
        } catch (ClosedWatchServiceException e) {
            LOG.atTrace().setCause(e).log("closed while registering");
        }
    }

    /** Waits until the file should be looked at; false when closed. */
    boolean await() {
        try {
            if (service == null) {
                return !closed.await(POLL_MS, TimeUnit.MILLISECONDS);
            }
            register();
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(POLL_MS);
            for (long left = POLL_MS; left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
                WatchKey key = service.poll(left, TimeUnit.MILLISECONDS);
                if (key != null && concernsFile(key)) {
                    waitForQuiet(service);
                    break;
                }
            }
            return closed.getCount() > 0;
        } catch (ClosedWatchServiceException e) {
            LOG.atTrace().setCause(e).log("closed while waiting");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void waitForQuiet(WatchService events) throws InterruptedException {
        for (int i = 0; i < MOST_EVENTS; i++) {
            WatchKey key = events.poll(QUIET_MS, TimeUnit.MILLISECONDS);
            if (key == null) {
                return;
            }
            concernsFile(key);
        }
    }

    /** Takes the events of {@code key}; whether one may concern the file. */
    private boolean concernsFile(WatchKey key) {
        boolean concerns = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            concerns |= !(event.context() instanceof Path name)
                    || name.equals(file.getFileName())
                    || name.equals(KUBERNETES_LINK);
        }
        if (!key.reset()) {
            registered = false;
        }
        return concerns || !registered;
    }

    @Override
    public void close() {
        closed.countDown();
        if (service == null) {
            return;
        }
        try {
            service.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("the file events could not be closed");
        }
    }
}

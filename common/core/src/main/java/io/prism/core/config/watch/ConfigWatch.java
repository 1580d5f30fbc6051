// SPDX-License-Identifier: Apache-2.0
package io.prism.core.config.watch;

import io.prism.core.catalogue.Catalogue;
import io.prism.core.config.PrismConfig;
import io.prism.core.config.fault.ConfigException;
import io.prism.core.config.read.PrismConfigFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the configuration in step with its file. A new content that is valid takes force and is announced; one that is
 * not leaves the old configuration in force and is announced once. It notices changes at once where the file system
 * tells (edits in place, atomic renames, the {@code ..data} link of Kubernetes), and within five seconds elsewhere.
 *
 * <pre>
 *   file changed ──▶ quiet for 200 ms ──▶ content differs? ──▶ valid ──▶ current(), onNew
 *   5 s passed   ───────────────────────▶      │ no             └ no ──▶ onBad
 *                                              └▶ nothing
 * </pre>
 *
 * Thread-safe. Both consumers are called from one thread of the watch, never after {@link #close} returns.
 */
public final class ConfigWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigWatch.class);
    private static final Duration CLOSE_TIME = Duration.ofSeconds(10);

    private final Path file;
    private final Catalogue catalogue;
    private final Consumer<PrismConfig> onNew;
    private final Consumer<ConfigException> onBad;
    private final FolderEvents events;
    private final Thread thread;
    private volatile PrismConfig current;

    /** The content that was looked at last; empty when there was no file. Used by the watch's thread only. */
    private byte @Nullable [] seen;

    /**
     * Starts to watch.
     *
     * @param file the file that {@code first} was read from
     * @param first what is in force now
     * @param onNew takes a configuration that is in force from now on
     * @param onBad takes what is wrong with a content that was not put in force
     */
    public ConfigWatch(
            Path file,
            Catalogue catalogue,
            PrismConfig first,
            Consumer<PrismConfig> onNew,
            Consumer<ConfigException> onBad) {
        this.file = file;
        this.catalogue = catalogue;
        this.current = first;
        this.onNew = onNew;
        this.onBad = onBad;
        this.events = new FolderEvents(file.toAbsolutePath());
        this.thread = Thread.ofVirtual().name("prism-config-watch").start(this::run);
    }

    /** The configuration in force. */
    public PrismConfig current() {
        return current;
    }

    private void run() {
        do {
            try {
                look();
            } catch (RuntimeException e) {
                // From a consumer: the next version of the file must still be seen.
                LOG.atError().setCause(e).log("a change of the configuration could not be announced");
            }
        } while (events.await());
    }

    private void look() {
        byte[] content;
        try {
            content = PrismConfigFile.content(file);
        } catch (ConfigException e) {
            refuse(new byte[0], e);
            return;
        }
        if (seen != null && Arrays.equals(seen, content)) {
            return;
        }
        PrismConfig read;
        try {
            read = PrismConfigFile.parse(content, file, catalogue);
        } catch (ConfigException e) {
            refuse(content, e);
            return;
        }
        boolean announced = seen != null || !read.equals(current);
        seen = content;
        current = read;
        if (announced) {
            onNew.accept(read);
        }
    }

    private void refuse(byte[] content, ConfigException why) {
        if (seen == null || !Arrays.equals(seen, content)) {
            seen = content;
            onBad.accept(why);
        }
    }

    /** Stops to watch and waits for a consumer that is being called. May be called by a consumer, and twice. */
    @Override
    public void close() {
        events.close();
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            if (!thread.join(CLOSE_TIME)) {
                LOG.atWarn().log("a consumer of the configuration did not return");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.admit.Caller;
import io.prism.registry.govern.rule.GovernanceSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what: one line in the log for each change, and the latest ones to be asked for. What happened in other
 * processes on the same store is in their logs and trails. Safe for use by many threads.
 */
@ApplicationScoped
public class Trail {

    private static final Logger LOG = LoggerFactory.getLogger("io.prism.registry.audit");

    private final Journal journal;
    private final InstantSource clock;
    private final Caller caller;

    Trail(GovernanceSettings settings, InstantSource clock, Caller caller) {
        this.journal =
                new Journal(settings.folder().map(folder -> folder.resolve("trail.jsonl")), settings.trailEntries());
        this.clock = clock;
        this.caller = caller;
    }

    /** A file that cannot be used stops the start, and not the first call that needs it. */
    void open(@Observes StartupEvent start) {
        LOG.debug("the trail is open");
    }

    /** Writes down that {@code event} happened; {@code facts} puts more into the entry. */
    public void record(String event, Consumer<ObjectNode> facts) {
        ObjectNode entry = JsonNodeFactory.instance
                .objectNode()
                .put("event", event)
                .put("at", clock.instant().toString())
                .put("by", caller.name());
        facts.accept(entry);
        LOG.info("{}", entry);
        try {
            journal.append(entry);
        } catch (UncheckedIOException failed) {
            // The change has happened and the line above says so; to fail the call now would be a lie.
            LOG.atError().setCause(failed).log("the trail cannot be written; its entries are in the log only");
        }
    }

    /** The latest entries, oldest first. */
    public List<JsonNode> latest() {
        return journal.latest();
    }

    @PreDestroy
    void close() {
        journal.close();
    }
}

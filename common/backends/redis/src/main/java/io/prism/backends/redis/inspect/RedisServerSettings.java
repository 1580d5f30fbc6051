// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.inspect;

import io.prism.core.Consistency;
import io.prism.core.Durability;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a server that decide what a write is worth.
 *
 * @param configuration answers of CONFIG GET; empty when the user may not ask
 * @param replication the section of INFO, by field; empty when the user may not ask
 */
record RedisServerSettings(Optional<Map<String, String>> configuration, Map<String, String> replication) {

    static final String APPEND_ONLY = "appendonly";
    static final String APPEND_FSYNC = "appendfsync";
    static final String NO_FSYNC_ON_REWRITE = "no-appendfsync-on-rewrite";
    static final String MAX_MEMORY = "maxmemory";
    static final String MAX_MEMORY_POLICY = "maxmemory-policy";

    private static final String REPLICA = "slave";
    private static final String YES = "yes";

    /** What an acknowledged write survives, and why. */
    record Level(Durability durability, String evidence) {}

    /** Reads a section of INFO: lines of {@code field:value}. */
    static Map<String, String> fields(String section) {
        Map<String, String> fields = new HashMap<>();
        section.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }

    Consistency consistency() {
        return isReplica() ? Consistency.EVENTUAL : Consistency.LINEARIZABLE;
    }

    Level level() {
        if (isReplica()) {
            return new Level(Durability.NONE, "the server is a replica: what it has comes from its primary, later");
        }
        if (configuration.isEmpty()) {
            return new Level(Durability.NONE, "the server does not let its user ask for its settings (CONFIG GET)");
        }
        if (!setting(MAX_MEMORY).equals("0") && !setting(MAX_MEMORY_POLICY).equals("noeviction")) {
            return new Level(
                    Durability.NONE,
                    "the server says maxmemory-policy %s: it drops entries when its memory is full"
                            .formatted(setting(MAX_MEMORY_POLICY)));
        }
        if (!setting(APPEND_ONLY).equals(YES)) {
            return new Level(
                    Durability.NONE, "the server says appendonly no: what it has not saved is lost when it ends");
        }
        Level level = fsync(setting(APPEND_FSYNC));
        return new Level(level.durability(), "the server says " + level.evidence() + replicas());
    }

    private Level fsync(String policy) {
        return switch (policy) {
            case "always" ->
                setting(NO_FSYNC_ON_REWRITE).equals(YES)
                        ? new Level(
                                Durability.PROCESS,
                                "appendfsync always, but no-appendfsync-on-rewrite yes: while it rewrites its file it"
                                        + " does not wait for the disk")
                        : new Level(Durability.FSYNC, "appendfsync always");
            case "no" -> new Level(Durability.PROCESS, "appendfsync no: written to its file before it answers");
            case "everysec" ->
                new Level(
                        Durability.NONE,
                        "appendfsync everysec: the last two seconds can be lost, since a write to its file may wait for"
                                + " the disk after the answer");
            default -> new Level(Durability.NONE, "an appendfsync that Prism does not know");
        };
    }

    /** A replica that takes over does not have what was not sent to it yet. */
    private String replicas() {
        String count = replication.getOrDefault("connected_slaves", "0");
        return count.equals("0") ? "" : "; a fail-over to one of its " + count + " replicas can lose the last writes";
    }

    private boolean isReplica() {
        return replication.getOrDefault("role", "").equals(REPLICA);
    }

    private String setting(String name) {
        return configuration.orElse(Map.of()).getOrDefault(name, "");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.inspect;

import io.prism.backends.redis.command.CommandArguments;
import io.prism.backends.redis.command.RedisCommand;
import io.prism.backends.redis.command.RedisReply;
import io.prism.backends.redis.connect.RedisConnections;
import io.prism.backends.redis.connect.RedisFailures;
import io.prism.core.Deadline;
import io.prism.core.TransactionIsolation;
import io.prism.core.failure.GatewayException.Busy;
import io.prism.spi.BackendHealth;
import io.prism.spi.BackendHealth.State;
import io.prism.spi.Guarantees;
import io.prism.spi.ModelGuarantees;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the server what its writes are worth and whether it works. Safe for use by many threads. */
public final class Inspection {

    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final List<String> NAMES = List.of(
            RedisServerSettings.APPEND_ONLY,
            RedisServerSettings.APPEND_FSYNC,
            RedisServerSettings.NO_FSYNC_ON_REWRITE,
            RedisServerSettings.MAX_MEMORY,
            RedisServerSettings.MAX_MEMORY_POLICY);

    private final RedisConnections connections;
    private final TransactionIsolation transactions;
    private final long valueBytesMax;
    private volatile @Nullable Known known;

    /** An earlier answer, good for some seconds and as long as no connection was opened since. */
    private record Known(RedisServerSettings settings, int opened, Deadline until) {}

    /**
     * Of one server.
     *
     * @param transactions what transactions on it see of each other
     * @param valueBytesMax longest value that is written to it
     */
    public Inspection(RedisConnections connections, TransactionIsolation transactions, long valueBytesMax) {
        this.connections = connections;
        this.transactions = transactions;
        this.valueBytesMax = valueBytesMax;
    }

    /** See {@link io.prism.spi.Backend#guarantees}. */
    public Uni<Guarantees> guarantees() {
        return Uni.createFrom().deferred(() -> {
            Known before = known;
            boolean fresh = before != null
                    && before.opened() == connections.opened()
                    && !before.until().passed();
            return fresh && before != null ? Uni.createFrom().item(guarantees(before.settings())) : ask();
        });
    }

    /** See {@link io.prism.spi.Backend#health}. */
    public Uni<BackendHealth> health() {
        return Uni.createFrom()
                .deferred(() -> connections.send(
                        RedisCommand.read(io.vertx.redis.client.Command.PING, new CommandArguments()),
                        Deadline.in(WITHIN)))
                .map(_ -> answering())
                .onFailure(Busy.class)
                .recoverWithItem(failure -> new BackendHealth(State.DEGRADED, text(failure)))
                .onFailure()
                .recoverWithItem(failure -> new BackendHealth(State.DOWN, text(failure)));
    }

    private Uni<Guarantees> ask() {
        Deadline deadline = Deadline.in(WITHIN);
        return Uni.combine()
                .all()
                .unis(configuration(deadline), replication(deadline))
                .with(RedisServerSettings::new)
                .invoke(settings -> known = new Known(settings, connections.opened(), Deadline.in(REMEMBERED)))
                .map(this::guarantees);
    }

    private Guarantees guarantees(RedisServerSettings settings) {
        var level = settings.level();
        return new Guarantees(
                level.durability(),
                level.evidence(),
                new ModelGuarantees.KeyValue(settings.consistency(), transactions, Duration.ZERO, valueBytesMax));
    }

    /** One command for each setting: Redis before 7 takes only one. */
    private Uni<Optional<Map<String, String>>> configuration(Deadline deadline) {
        var asking = NAMES.stream()
                .map(name -> connections.send(
                        RedisCommand.read(
                                io.vertx.redis.client.Command.CONFIG,
                                new CommandArguments().text("GET").text(name)),
                        deadline))
                .toList();
        return Uni.join()
                .all(asking)
                .andFailFast()
                .map(replies -> Optional.of(settings(replies)))
                .onFailure(RedisFailures::isRefusal)
                .recoverWithItem(Optional.empty());
    }

    private Uni<Map<String, String>> replication(Deadline deadline) {
        return connections
                .send(
                        RedisCommand.read(
                                io.vertx.redis.client.Command.INFO, new CommandArguments().text("replication")),
                        deadline)
                .map(reply -> RedisServerSettings.fields(reply.text()))
                .onFailure(RedisFailures::isRefusal)
                .recoverWithItem(Map.of());
    }

    private static Map<String, String> settings(List<RedisReply> replies) {
        Map<String, String> settings = new HashMap<>();
        replies.forEach(reply -> settings.put(reply.at(0).text(), reply.at(1).text()));
        return settings;
    }

    private BackendHealth answering() {
        if (connections.trouble().isPresent()) {
            return new BackendHealth(
                    State.DEGRADED,
                    "answers, but takes no further connection: "
                            + text(connections.trouble().get()));
        }
        if (connections.lastWriteFailure().isPresent()) {
            return new BackendHealth(
                    State.DEGRADED,
                    "answers, but the last write failed: "
                            + text(connections.lastWriteFailure().get()));
        }
        return connections.nearlyFull()
                ? new BackendHealth(State.DEGRADED, "nearly as many calls are waiting as may wait")
                : new BackendHealth(State.UP, "healthy");
    }

    private static String text(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}

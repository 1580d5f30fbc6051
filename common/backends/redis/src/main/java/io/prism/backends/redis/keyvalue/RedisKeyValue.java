// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue;

import io.prism.backends.redis.command.CommandArguments;
import io.prism.backends.redis.command.RedisCommand;
import io.prism.backends.redis.command.RedisReply;
import io.prism.backends.redis.connect.RedisConnections;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.TimeToLive;
import io.prism.spi.keyvalue.entry.Value;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Operation;
import io.prism.spi.keyvalue.operation.Result;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Single keys of one keyspace. A read is one command; a write is a transaction of one operation. */
public final class RedisKeyValue implements KeyValueBasic, KeyValueTtl {

    private static final long NO_KEY = -2;
    private static final long NO_EXPIRY = -1;

    private final KeyLayout layout;
    private final RedisTransactions transactions;
    private final RedisConnections connections;

    /** The keys of one keyspace. */
    public RedisKeyValue(Keyspace keyspace, RedisTransactions transactions, RedisConnections connections) {
        this.layout = new KeyLayout(keyspace);
        this.transactions = transactions;
        this.connections = connections;
    }

    @Override
    public Uni<Version> set(Key key, Value value, Deadline deadline) {
        return set(new Operation.Set(key, value, Optional.empty()), deadline);
    }

    @Override
    public Uni<Version> set(Key key, Value value, Duration ttl, Deadline deadline) {
        return set(new Operation.Set(key, value, Optional.of(ttl)), deadline);
    }

    @Override
    public Uni<Optional<Entry>> get(Key key, Deadline deadline) {
        return Uni.createFrom()
                .deferred(() -> connections.send(
                        RedisCommand.read(
                                io.vertx.redis.client.Command.HMGET,
                                named(key)
                                        .text(KeyLayout.VALUE)
                                        .text(KeyLayout.VERSION)
                                        .text(KeyLayout.EXPIRES)),
                        deadline))
                .map(fields -> entry(key, fields));
    }

    @Override
    public Uni<Boolean> delete(Key key, Deadline deadline) {
        return transactions
                .one(new Operation.Delete(key), Result.Deleted.class, deadline)
                .map(Result.Deleted::existed);
    }

    @Override
    public Uni<Boolean> exists(Key key, Deadline deadline) {
        return Uni.createFrom()
                .deferred(() -> connections.send(
                        RedisCommand.read(
                                io.vertx.redis.client.Command.HEXISTS,
                                named(key).text(KeyLayout.VERSION)),
                        deadline))
                .map(reply -> reply.number() == 1);
    }

    @Override
    public Uni<Boolean> expire(Key key, Duration ttl, Deadline deadline) {
        return transactions
                .one(new Operation.Expire(key, ttl), Result.Expiring.class, deadline)
                .map(Result.Expiring::existed);
    }

    @Override
    public Uni<TimeToLive> ttl(Key key, Deadline deadline) {
        return Uni.createFrom()
                .deferred(() ->
                        connections.send(RedisCommand.read(io.vertx.redis.client.Command.PTTL, named(key)), deadline))
                .map(reply -> ttl(reply.number()));
    }

    @Override
    public Uni<TimeToLive> persist(Key key, Deadline deadline) {
        return transactions
                .one(new Operation.Persist(key), Result.Persisted.class, deadline)
                .map(Result.Persisted::before);
    }

    private Uni<Version> set(Operation.Set set, Deadline deadline) {
        return transactions.one(set, Result.Written.class, deadline).map(Result.Written::version);
    }

    private CommandArguments named(Key key) {
        return new CommandArguments().bytes(layout.entry(key));
    }

    private Optional<Entry> entry(Key key, RedisReply fields) {
        try {
            return Results.entry(key, fields.at(0), fields.at(1), fields.at(2));
        } catch (IllegalArgumentException e) {
            throw connections.failures().foreign(e);
        }
    }

    /** In its last millisecond an entry is still there, with no whole one left. */
    private static TimeToLive ttl(long ms) {
        if (ms == NO_KEY) {
            return new TimeToLive.Absent();
        }
        return ms == NO_EXPIRY ? new TimeToLive.Forever() : new TimeToLive.Left(Duration.ofMillis(Math.max(1, ms)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue;

import io.prism.backends.redis.command.CommandArguments;
import io.prism.backends.redis.command.CommandEffect;
import io.prism.backends.redis.command.RedisCommand;
import io.prism.backends.redis.command.RedisReply;
import io.prism.backends.redis.connect.RedisConnections;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * Lists the keys of one keyspace by its index. A prefix is a range of keys in the order of their bytes, never a
 * pattern. The server looks at a bounded number of keys at a time, so a long page takes several round trips.
 */
public final class RedisScan implements KeyValueScan {

    private static final int LOOKS_MAX = 1000;
    private static final int EXPIRED_MAX = 1000;

    private final KeyLayout layout;
    private final RedisConnections connections;
    private final Scripts scripts;

    /** The scans of one keyspace. */
    public RedisScan(Keyspace keyspace, RedisConnections connections, Scripts scripts) {
        this.layout = new KeyLayout(keyspace);
        this.connections = connections;
        this.scripts = scripts;
    }

    @Override
    public Uni<Page<Entry>> scan(Range range, Bound bound, Deadline deadline) {
        return pages(() -> PageListing.ofEntries(range, bound), deadline);
    }

    @Override
    public Uni<Page<Key>> scanKeys(Range range, Bound bound, Deadline deadline) {
        return pages(() -> PageListing.ofKeys(range, bound), deadline);
    }

    @Override
    public Uni<Long> count(String prefix, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            CommandArguments arguments = new CommandArguments()
                    .bytes(PageListing.start(prefix))
                    .bytes(PageListing.end(prefix))
                    .number(EXPIRED_MAX);
            return connections
                    .send(RedisCommand.run(scripts.count(), CommandEffect.READ, index(), arguments), deadline)
                    .map(RedisReply::number)
                    .repeat()
                    .whilst(number -> number < 0)
                    .collect()
                    .last();
        });
    }

    private <T> Uni<Page<T>> pages(Supplier<PageListing<T>> start, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            PageListing<T> listing = start.get();
            return Uni.createFrom()
                    .deferred(() -> connections.send(
                            RedisCommand.run(scripts.page(), CommandEffect.READ, index(), listing.arguments(LOOKS_MAX)),
                            deadline))
                    .map(reply -> take(listing, reply))
                    .repeat()
                    .whilst(PageListing::goesOn)
                    .collect()
                    .last()
                    .map(PageListing::page);
        });
    }

    private <T> PageListing<T> take(PageListing<T> listing, RedisReply reply) {
        try {
            listing.take(reply);
            return listing;
        } catch (IllegalArgumentException e) {
            throw connections.failures().foreign(e);
        }
    }

    private CommandArguments index() {
        return new CommandArguments().bytes(layout.keys()).bytes(layout.expiry());
    }
}

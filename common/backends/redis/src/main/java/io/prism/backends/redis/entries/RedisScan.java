// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.entries;

import io.prism.backends.redis.connect.Args;
import io.prism.backends.redis.connect.Command;
import io.prism.backends.redis.connect.Connections;
import io.prism.backends.redis.connect.Effect;
import io.prism.backends.redis.connect.Reply;
import io.prism.core.Deadline;
import io.prism.core.Key;
import io.prism.core.Keyspace;
import io.prism.spi.keyvalue.Entry;
import io.prism.spi.keyvalue.KeyValueScan;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/**
 * Lists the keys of one keyspace by its index. A prefix is a range of keys in the order of their bytes, never a
 * pattern. The server looks at a bounded number of keys at a time, so a long page takes several round trips.
 */
public final class RedisScan implements KeyValueScan {

    private static final int LOOKS_MAX = 1000;
    private static final int EXPIRED_MAX = 1000;

    private final Layout layout;
    private final Connections connections;
    private final Scripts scripts;

    /** The scans of one keyspace. */
    public RedisScan(Keyspace keyspace, Connections connections, Scripts scripts) {
        this.layout = new Layout(keyspace);
        this.connections = connections;
        this.scripts = scripts;
    }

    @Override
    public Uni<Page<Entry>> scan(Range range, Bound bound, Deadline deadline) {
        return pages(() -> Listing.ofEntries(range, bound), deadline);
    }

    @Override
    public Uni<Page<Key>> scanKeys(Range range, Bound bound, Deadline deadline) {
        return pages(() -> Listing.ofKeys(range, bound), deadline);
    }

    @Override
    public Uni<Long> count(String prefix, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            Args arguments = new Args()
                    .bytes(Listing.start(prefix))
                    .bytes(Listing.end(prefix))
                    .number(EXPIRED_MAX);
            return connections
                    .send(Command.run(scripts.count(), Effect.READ, index(), arguments), deadline)
                    .map(Reply::number)
                    .repeat()
                    .whilst(number -> number < 0)
                    .collect()
                    .last();
        });
    }

    private <T> Uni<Page<T>> pages(Supplier<Listing<T>> start, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            Listing<T> listing = start.get();
            return Uni.createFrom()
                    .deferred(() -> connections.send(
                            Command.run(scripts.page(), Effect.READ, index(), listing.arguments(LOOKS_MAX)), deadline))
                    .map(reply -> take(listing, reply))
                    .repeat()
                    .whilst(Listing::goesOn)
                    .collect()
                    .last()
                    .map(Listing::page);
        });
    }

    private <T> Listing<T> take(Listing<T> listing, Reply reply) {
        try {
            listing.take(reply);
            return listing;
        } catch (IllegalArgumentException e) {
            throw connections.failures().foreign(e);
        }
    }

    private Args index() {
        return new Args().bytes(layout.keys()).bytes(layout.expiry());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue.raw;

import io.prism.backends.redis.command.CommandArguments;
import io.prism.backends.redis.command.CommandEffect;
import io.prism.backends.redis.command.RedisCommand;
import io.prism.backends.redis.command.RedisReply;
import io.prism.backends.redis.command.Script;
import io.prism.backends.redis.connect.RedisConnections;
import io.prism.core.Deadline;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Lists plain strings in order. Redis keeps no order of its keys, so every page walks all keys of the database, a
 * thousand at a time, and keeps the smallest behind the last page: correct, but each page costs time in proportion to
 * the number of keys.
 */
final class RawScan implements KeyValueScan {

    private static final int STEP = 1000;
    private static final int READ_AT_ONCE = 100;

    /** Most names kept in one walk; a longer page, or a count, takes several. */
    private static final int NAMES_MAX = 100_000;

    private static final String START = "0";

    private final RawNames names;
    private final RedisConnections connections;
    private final Script page = Script.of("string.lua", "rawpage.lua");

    RawScan(RawNames names, RedisConnections connections) {
        this.names = names;
        this.connections = connections;
    }

    @Override
    public Uni<Page<Entry>> scan(Range range, Bound bound, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            var filling = new Filling(range);
            return Uni.createFrom()
                    .deferred(() -> walk(filling.rest(), bound.items(), deadline))
                    .chain(found -> read(filling, found, bound, deadline))
                    .repeat()
                    .whilst(_ -> filling.empty())
                    .collect()
                    .last();
        });
    }

    @Override
    public Uni<Page<Key>> scanKeys(Range range, Bound bound, Deadline deadline) {
        return Uni.createFrom()
                .deferred(() -> walk(range, bound.items(), deadline))
                .map(found -> {
                    var items = new ArrayList<Key>();
                    long bytes = 0;
                    for (byte[] name : found.names()) {
                        if (bytes >= bound.bytes()) {
                            return new Page<>(items, true);
                        }
                        items.add(key(name));
                        bytes += name.length - names.prefixBytes();
                    }
                    return new Page<>(items, found.overflown());
                });
    }

    @Override
    public Uni<Long> count(String prefix, Deadline deadline) {
        return Uni.createFrom().deferred(() -> {
            var counting = new Counting(prefix);
            return Uni.createFrom()
                    .deferred(() -> walk(counting.rest(), NAMES_MAX, deadline))
                    .invoke(found -> counting.add(found, this))
                    .repeat()
                    .whilst(SmallestKeys::overflown)
                    .collect()
                    .last()
                    .map(_ -> counting.count);
        });
    }

    /** Goes through all keys once. */
    private Uni<SmallestKeys> walk(Range range, int items, Deadline deadline) {
        Key.utf8Bytes(range.prefix());
        byte[] pattern = names.pattern(range.prefix());
        Optional<byte[]> after = range.after().map(names::of);
        var smallest = new SmallestKeys(Math.min(items, NAMES_MAX));
        var cursor = new Cursor();
        return Uni.createFrom()
                .deferred(() -> connections.send(step(cursor.at, pattern), deadline))
                .invoke(reply -> {
                    cursor.at = reply.at(0).text();
                    for (RedisReply name : reply.at(1).parts()) {
                        take(name.bytes(), after, smallest);
                    }
                })
                .repeat()
                .whilst(_ -> !cursor.at.equals(START))
                .collect()
                .last()
                .map(_ -> smallest);
    }

    private static RedisCommand step(String cursor, byte[] pattern) {
        return RedisCommand.read(
                io.vertx.redis.client.Command.SCAN,
                new CommandArguments()
                        .text(cursor)
                        .text("MATCH")
                        .bytes(pattern)
                        .text("COUNT")
                        .number(STEP)
                        .text("TYPE")
                        .text("string"));
    }

    private void take(byte[] name, Optional<byte[]> after, SmallestKeys smallest) {
        boolean behind = after.isEmpty() || Arrays.compareUnsigned(name, after.get()) > 0;
        if (behind && names.key(name).isPresent()) {
            smallest.add(name);
        }
    }

    /** Reads values until the page is full; a key that is gone meanwhile is left out. */
    private Uni<Page<Entry>> read(Filling filling, SmallestKeys found, Bound bound, Deadline deadline) {
        filling.start(found, bound.bytes());
        return Uni.createFrom()
                .deferred(() -> {
                    List<byte[]> group = filling.next();
                    return group.isEmpty()
                            ? Uni.createFrom().item(new RedisReply(null))
                            : connections
                                    .send(pageOf(group, filling.bytesLeft), deadline)
                                    .invoke(reply -> filling.add(group, reply, this));
                })
                .repeat()
                .whilst(_ -> filling.goesOn())
                .collect()
                .last()
                .map(_ -> filling.page());
    }

    private RedisCommand pageOf(List<byte[]> group, long bytes) {
        var keys = new CommandArguments();
        group.forEach(keys::bytes);
        return RedisCommand.run(
                page,
                CommandEffect.READ,
                keys,
                new CommandArguments().number(bytes).number(names.prefixBytes()));
    }

    private Key key(byte[] name) {
        return names.key(name).orElseThrow();
    }

    /** Where SCAN goes on. */
    private static final class Cursor {
        private String at = START;
    }

    /** How far a count has come. */
    private static final class Counting {
        private final String prefix;
        private Optional<Key> last = Optional.empty();
        private long count;

        Counting(String prefix) {
            this.prefix = prefix;
        }

        Range rest() {
            return new Range(prefix, last);
        }

        void add(SmallestKeys found, RawScan scan) {
            List<byte[]> names = found.names();
            count += names.size();
            last = names.isEmpty() ? last : Optional.of(scan.key(names.getLast()));
        }
    }

    /** A page of entries while it is being filled. */
    private static final class Filling {
        private final Range range;
        private final List<Entry> items = new ArrayList<>();
        private List<byte[]> names = List.of();
        private int at;
        private long bytesLeft;
        private boolean more;
        private Optional<Key> last;

        Filling(Range range) {
            this.range = range;
            this.last = range.after();
        }

        Range rest() {
            return new Range(range.prefix(), last);
        }

        void start(SmallestKeys found, long bytes) {
            names = found.names();
            more = found.overflown();
            at = 0;
            bytesLeft = bytes;
        }

        List<byte[]> next() {
            return names.subList(at, Math.min(names.size(), at + READ_AT_ONCE));
        }

        void add(List<byte[]> group, RedisReply reply, RawScan scan) {
            for (RedisReply part : reply.at(1).parts()) {
                byte[] name = group.get((int) part.at(0).number() - 1);
                byte[] value = part.at(1).bytes();
                items.add(RawKeyValue.entry(scan.key(name), value, part.at(2).number()));
                bytesLeft -= name.length - scan.names.prefixBytes() + (long) value.length;
            }
            int looks = (int) reply.at(0).number();
            at += looks;
            last = looks == 0 ? last : Optional.of(scan.key(group.get(looks - 1)));
        }

        boolean goesOn() {
            return at < names.size() && bytesLeft > 0;
        }

        /** Whether everything that was found was gone when it was read, and there is more to find. */
        boolean empty() {
            return items.isEmpty() && more;
        }

        Page<Entry> page() {
            return new Page<>(items, more || at < names.size());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis.keyvalue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prism.backends.redis.command.CommandArguments;
import io.prism.backends.redis.command.RedisReply;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Page;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** A page while it is being filled, by one run of {@code page.lua} after the other. For one thread at a time. */
final class PageListing<T> {

    private static final byte INCLUSIVE = '[';
    private static final byte EXCLUSIVE = '(';
    private static final byte[] LOWEST = {'-'};
    private static final byte[] HIGHEST = {'+'};

    private final String kind;
    private final Function<RedisReply, T> reading;
    private final ToLongFunction<T> size;
    private final List<T> items = new ArrayList<>();
    private final byte[] end;
    private final int itemsMax;
    private byte[] start;
    private long bytesLeft;
    private String state = "on";

    private PageListing(
            String kind, Range range, Bound bound, Function<RedisReply, T> reading, ToLongFunction<T> size) {
        this.kind = kind;
        this.reading = reading;
        this.size = size;
        this.start = start(range);
        this.end = end(range.prefix());
        this.itemsMax = bound.items();
        this.bytesLeft = bound.bytes();
    }

    static PageListing<Entry> ofEntries(Range range, Bound bound) {
        return new PageListing<>(
                "entries",
                range,
                bound,
                PageListing::entry,
                entry -> utf8(entry.key()) + entry.value().bytes().size());
    }

    static PageListing<Key> ofKeys(Range range, Bound bound) {
        return new PageListing<>("keys", range, bound, reply -> new Key(reply.text()), PageListing::utf8);
    }

    /** Where the keys with a prefix begin, in the words of ZRANGEBYLEX. */
    static byte[] start(String prefix) {
        Key.utf8Bytes(prefix);
        return prefix.isEmpty() ? LOWEST : behind(INCLUSIVE, prefix.getBytes(UTF_8));
    }

    /** Where they end. No UTF-8 text holds the byte 0xff, so the last byte can be counted up. */
    static byte[] end(String prefix) {
        if (prefix.isEmpty()) {
            return HIGHEST;
        }
        byte[] next = prefix.getBytes(UTF_8);
        next[next.length - 1]++;
        return behind(EXCLUSIVE, next);
    }

    /** ARGV of the next run. */
    CommandArguments arguments(int looksMax) {
        boolean full = bytesLeft <= 0;
        return new CommandArguments()
                .bytes(start)
                .bytes(end)
                .number(full ? 0 : itemsMax - items.size())
                .number(Math.max(1, bytesLeft))
                .number(looksMax)
                .text(kind);
    }

    /** Takes what a run answered. */
    void take(RedisReply reply) {
        state = reply.at(0).text();
        for (RedisReply part : reply.at(1).parts()) {
            T item = reading.apply(part);
            items.add(item);
            bytesLeft -= size.applyAsLong(item);
        }
        start = reply.at(2).bytes();
    }

    /** Whether the page is neither full nor at the end of its range. */
    boolean goesOn() {
        return state.equals("on");
    }

    Page<T> page() {
        return new Page<>(items, state.equals("more"));
    }

    private static byte[] start(Range range) {
        byte[] prefix = range.prefix().getBytes(UTF_8);
        return range.after()
                .map(key -> key.name().getBytes(UTF_8))
                .filter(after -> Arrays.compareUnsigned(after, prefix) >= 0)
                .map(after -> behind(EXCLUSIVE, after))
                .orElseGet(() -> start(range.prefix()));
    }

    private static byte[] behind(byte sign, byte[] name) {
        byte[] bound = new byte[name.length + 1];
        bound[0] = sign;
        System.arraycopy(name, 0, bound, 1, name.length);
        return bound;
    }

    private static Entry entry(RedisReply reply) {
        return Results.entry(new Key(reply.at(0).text()), reply.at(1), reply.at(2), reply.at(3))
                .orElseThrow(() -> new IllegalArgumentException("an entry has no value"));
    }

    private static long utf8(Key key) {
        return Key.utf8Bytes(key.name());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import io.prism.patterns.keyvalue.rules.PageToken;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Page;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.entry.Key;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One scan: pages of a backend become a stream that is fetched no faster than the client reads it.
 *
 * @param <T> what the backend lists
 * @param <R> what the client gets
 */
final class ScanStream<T, R> {

    private static final int PAGE_ITEMS = 256;
    private static final long PAGE_BYTES = 256 << 10;

    /** What differs between listing entries and listing keys. */
    interface Items<T, R> {
        Uni<Page<T>> fetch(Range range, Bound bound);

        Key key(T item);

        long bytes(T item);

        R response(T item, String nextPageToken);
    }

    private final Items<T, R> items;
    private final String prefix;
    private Optional<Key> after;
    private long itemsLeft;
    private long bytesLeft;
    private boolean done;

    /**
     * A scan of {@code prefix}.
     *
     * @param token where it goes on
     * @param limit most items, 0 for all
     * @param byteBudget bytes after which it ends, 0 for none
     */
    ScanStream(Items<T, R> items, String prefix, String token, long limit, long byteBudget) {
        this.items = items;
        this.prefix = checkPrefix(prefix);
        this.after = PageToken.parse(prefix, token);
        this.itemsLeft = orAll("limit", limit);
        this.bytesLeft = orAll("byte_budget", byteBudget);
    }

    Multi<R> stream() {
        return Multi.createBy()
                .repeating()
                .uni(() -> this, ScanStream::nextPage)
                .whilst(_ -> !done)
                .onItem()
                .transformToIterable(page -> page);
    }

    static String checkPrefix(String prefix) {
        int bytes = Key.utf8Bytes(prefix);
        if (bytes > Key.MAX_BYTES) {
            throw new TooLarge("prefix", bytes, Key.MAX_BYTES);
        }
        return prefix;
    }

    private static <T, R> Uni<List<R>> nextPage(ScanStream<T, R> listing) {
        Bound bound = new Bound((int) Math.min(PAGE_ITEMS, listing.itemsLeft), Math.min(PAGE_BYTES, listing.bytesLeft));
        return listing.items
                .fetch(new Range(listing.prefix, listing.after), bound)
                .map(listing::responses);
    }

    private List<R> responses(Page<T> page) {
        List<R> responses = new ArrayList<>(page.items().size());
        @Nullable T last = null;
        for (T item : page.items()) {
            itemsLeft--;
            bytesLeft -= items.bytes(item);
            if (last != null) {
                responses.add(items.response(last, ""));
            }
            last = item;
        }
        done = !page.more() || itemsLeft == 0 || bytesLeft <= 0;
        if (last != null) {
            after = Optional.of(items.key(last));
            boolean cutShort = done && page.more();
            responses.add(items.response(last, cutShort ? PageToken.after(prefix, items.key(last)) : ""));
        }
        return responses;
    }

    private static long orAll(String field, long asked) {
        if (asked < 0) {
            throw new Rejected(field, "must be 0 (for all) or more", Long.toString(asked));
        }
        return asked == 0 ? Long.MAX_VALUE : asked;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target.driver;

import io.prism.bench.load.CallTarget.Ended;
import io.prism.core.Deadline;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueScan.Bound;
import io.prism.spi.keyvalue.KeyValueScan.Page;
import io.prism.spi.keyvalue.KeyValueScan.Range;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import java.util.Optional;

/** One listing, page by page, as the KeyValue pattern does it for a client. */
final class Pages {

    private static final Bound PAGE = new Bound(256, 256 << 10);

    private final KeyValueScan scan;
    private final String prefix;
    private final Deadline deadline;
    private final int expected;
    private final Ended ended;
    private int seen;

    Pages(KeyValueScan scan, String prefix, Deadline deadline, int expected, Ended ended) {
        this.scan = scan;
        this.prefix = prefix;
        this.deadline = deadline;
        this.expected = expected;
        this.ended = ended;
    }

    /** Asks for the page behind {@code after}, and from its answer for the one after that. */
    void next(Optional<Key> after) {
        scan.scan(new Range(prefix, after), PAGE, deadline)
                .subscribe()
                .with(this::came, failure -> DriverCalls.failed(failure, ended));
    }

    private void came(Page<Entry> page) {
        page.items().forEach(_ -> ended.message());
        seen += page.items().size();
        if (page.more() && !page.items().isEmpty()) {
            next(Optional.of(page.items().getLast().key()));
        } else {
            DriverCalls.end(seen == expected, ended);
        }
    }
}

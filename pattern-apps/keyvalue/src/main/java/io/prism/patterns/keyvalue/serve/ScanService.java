// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.serve;

import io.prism.contracts.keyvalue.CountRequest;
import io.prism.contracts.keyvalue.CountResponse;
import io.prism.contracts.keyvalue.KeyResponse;
import io.prism.contracts.keyvalue.KeyValueScanInterfaceGrpc;
import io.prism.contracts.keyvalue.ScanKeysRequest;
import io.prism.contracts.keyvalue.ScanRequest;
import io.prism.contracts.keyvalue.ScanResponse;
import io.prism.core.Deadline;
import io.prism.pattern.serve.CallContext;
import io.prism.pattern.serve.ServedInterface;
import io.prism.pattern.serve.ServedMethod;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Entry;
import io.prism.spi.keyvalue.entry.Key;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** {@code KeyValueScanInterface} on a backend. */
public final class ScanService {

    private final KeyValueScan store;

    /** Serves {@code store}. */
    public ScanService(KeyValueScan store) {
        this.store = store;
    }

    /** The interface, method by method. */
    public ServedInterface served() {
        return new ServedInterface(
                KeyValueScanInterfaceGrpc.SERVICE_NAME,
                List.of(
                        new ServedMethod.ServerStream<ScanRequest, ScanResponse>(
                                KeyValueScanInterfaceGrpc.getScanMethod(), this::scan),
                        new ServedMethod.ServerStream<ScanKeysRequest, KeyResponse>(
                                KeyValueScanInterfaceGrpc.getScanKeysMethod(), this::scanKeys),
                        new ServedMethod.Unary<CountRequest, CountResponse>(
                                KeyValueScanInterfaceGrpc.getCountMethod(), this::count)));
    }

    private Multi<ScanResponse> scan(ScanRequest request, CallContext call) {
        return new ScanStream<>(
                        new Entries(store, call.deadline()),
                        request.getPrefix(),
                        request.getPageToken(),
                        request.getLimit(),
                        request.getByteBudget())
                .stream();
    }

    private Multi<KeyResponse> scanKeys(ScanKeysRequest request, CallContext call) {
        return new ScanStream<>(
                        new Keys(store, call.deadline()),
                        request.getPrefix(),
                        request.getPageToken(),
                        request.getLimit(),
                        request.getByteBudget())
                .stream();
    }

    private Uni<CountResponse> count(CountRequest request, CallContext call) {
        return store.count(ScanStream.checkPrefix(request.getPrefix()), call.deadline())
                .map(count -> CountResponse.newBuilder().setCount(count).build());
    }

    private record Entries(KeyValueScan store, Deadline deadline) implements ScanStream.Items<Entry, ScanResponse> {
        @Override
        public Uni<KeyValueScan.Page<Entry>> fetch(KeyValueScan.Range range, KeyValueScan.Bound bound) {
            return store.scan(range, bound, deadline);
        }

        @Override
        public Key key(Entry entry) {
            return entry.key();
        }

        @Override
        public long bytes(Entry entry) {
            return Key.utf8Bytes(entry.key().name()) + entry.value().bytes().size();
        }

        @Override
        public ScanResponse response(Entry entry, String nextPageToken) {
            return ScanResponse.newBuilder()
                    .setKey(entry.key().name())
                    .setValue(entry.value().bytes())
                    .setVersion(entry.version().token())
                    .setExpiresAtMillis(Responses.expiresAtMillis(entry))
                    .setNextPageToken(nextPageToken)
                    .build();
        }
    }

    private record Keys(KeyValueScan store, Deadline deadline) implements ScanStream.Items<Key, KeyResponse> {
        @Override
        public Uni<KeyValueScan.Page<Key>> fetch(KeyValueScan.Range range, KeyValueScan.Bound bound) {
            return store.scanKeys(range, bound, deadline);
        }

        @Override
        public Key key(Key key) {
            return key;
        }

        @Override
        public long bytes(Key key) {
            return Key.utf8Bytes(key.name());
        }

        @Override
        public KeyResponse response(Key key, String nextPageToken) {
            return KeyResponse.newBuilder()
                    .setKey(key.name())
                    .setNextPageToken(nextPageToken)
                    .build();
        }
    }
}

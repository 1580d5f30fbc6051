// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target.driver;

import com.google.protobuf.ByteString;
import io.prism.bench.target.KeyNames;
import io.prism.bench.target.Scenario;
import io.prism.bench.target.Use;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.Backend;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import java.util.List;
import java.util.Optional;

/** What the scenarios of KeyValue call in a driver. */
final class KeyValueCalls {

    private final Use use;
    private final KeyValueBasic basic;
    private final KeyValueScan scan;

    KeyValueCalls(Backend backend, Keyspace keyspace, Use use) {
        this.use = use;
        this.basic = backend.as(KeyValueBasic.class, keyspace).orElseThrow();
        this.scan = backend.as(KeyValueScan.class, keyspace).orElseThrow();
    }

    DriverCalls.Begin of(Scenario scenario) {
        KeyNames names = new KeyNames(scenario.valueBytes(), use.keys());
        return switch (scenario.kind()) {
            case GET -> get(names);
            case SET -> set(names);
            case SCAN -> list(names.prefixes(), names.ofAPrefix());
            case STREAM -> list(List.of(names.prefix()), use.keys());
        };
    }

    private DriverCalls.Begin get(KeyNames names) {
        List<Key> keys = names.all().stream().map(Key::new).toList();
        return (number, ended) -> basic.get(in(keys, number), deadline())
                .subscribe()
                .with(
                        entry -> DriverCalls.end(
                                entry.isPresent() && entry.get().value().bytes().size() == names.valueBytes(), ended),
                        failure -> DriverCalls.failed(failure, ended));
    }

    private DriverCalls.Begin set(KeyNames names) {
        List<Key> keys = names.all().stream().map(Key::new).toList();
        Value value = new Value(ByteString.copyFrom(new byte[names.valueBytes()]));
        return (number, ended) -> basic.set(in(keys, number), value, deadline())
                .subscribe()
                .with(_ -> ended.ok(), failure -> DriverCalls.failed(failure, ended));
    }

    private DriverCalls.Begin list(List<String> prefixes, int expected) {
        return (number, ended) ->
                new Pages(scan, in(prefixes, number), deadline(), expected, ended).next(Optional.empty());
    }

    private Deadline deadline() {
        return Deadline.in(use.deadline());
    }

    private static <T> T in(List<T> all, long number) {
        return all.get((int) (number % all.size()));
    }
}

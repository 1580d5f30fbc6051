// SPDX-License-Identifier: Apache-2.0
package io.prism.bench.target.driver;

import com.google.protobuf.ByteString;
import io.prism.bench.load.CallTarget;
import io.prism.bench.target.BenchTarget;
import io.prism.bench.target.EventLoops;
import io.prism.bench.target.KeyNames;
import io.prism.bench.target.Scenario;
import io.prism.bench.target.TargetAddress;
import io.prism.bench.target.Use;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.Backend;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Value;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A driver as a target. Its calls begin on event loops, as those of the gRPC client do. */
public final class DriverTarget implements BenchTarget {

    private final TargetAddress address;
    private final Use use;
    private final List<Context> loops;
    private final KeyValueBasic basic;
    private final KeyValueScan scan;

    /**
     * Prepares; nothing is called yet.
     *
     * @param backend not closed with this target
     */
    public DriverTarget(Vertx vertx, TargetAddress address, Backend backend, Use use) {
        Keyspace keyspace = new Keyspace(address.namespace(), "direct");
        this.address = address;
        this.use = use;
        this.loops = IntStream.range(0, use.connections())
                .mapToObj(_ -> EventLoops.next(vertx))
                .toList();
        this.basic = backend.as(KeyValueBasic.class, keyspace).orElseThrow();
        this.scan = backend.as(KeyValueScan.class, keyspace).orElseThrow();
    }

    @Override
    public TargetAddress address() {
        return address;
    }

    @Override
    public CallTarget calls(Scenario scenario) {
        KeyNames names = new KeyNames(scenario.valueBytes(), use.keys());
        DriverCalls.Begin begin = switch (scenario.kind()) {
            case GET -> get(names);
            case SET -> set(names);
            case SCAN -> list(names.prefixes(), names.ofAPrefix());
            case STREAM -> list(List.of(names.prefix()), use.keys());
        };
        return new DriverCalls(loops, begin);
    }

    @Override
    public void close() {
        // The contexts hold nothing, and the backend is another's.
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

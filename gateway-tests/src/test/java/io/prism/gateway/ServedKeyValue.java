// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.prism.core.Deadline;
import io.prism.core.Keyspace;
import io.prism.spi.IdempotencyToken;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import io.prism.spi.keyvalue.entry.Key;
import io.prism.spi.keyvalue.entry.Version;
import io.prism.spi.keyvalue.operation.Operation;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** KeyValue's clients, each handed out when its cheapest call tells that the interface is served. */
final class ServedKeyValue implements ServedModel {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Key PROBE = new Key("probe");

    /** The cheapest call of each interface; whether it is served at all is what its answer tells. */
    private static final Map<Class<?>, Function<GatewayKeyValue, Uni<?>>> PROBES = Map.of(
            KeyValueBasic.class, it -> it.exists(PROBE, Deadline.in(PATIENCE)),
            KeyValueTtl.class, it -> it.ttl(PROBE, Deadline.in(PATIENCE)),
            KeyValueScan.class, it -> it.count("probe", Deadline.in(PATIENCE)),
            KeyValueBatch.class, it -> it.getAll(List.of(), Deadline.in(PATIENCE)));

    private static final Map<Class<?>, Function<GatewayWrites, Uni<?>>> WRITE_PROBES = Map.of(
            KeyValueCas.class, it -> it.compareAndDelete(PROBE, new Version("none"), Deadline.in(PATIENCE)),
            KeyValueCounter.class,
                    it -> it.increment(
                            new Operation.Increment(new Key("probe/counter"), 0, 0, Optional.of(Duration.ofMillis(1))),
                            Deadline.in(PATIENCE)),
            KeyValueTransactional.class, it -> it.execute(List.of(new Operation.Get(PROBE)), Deadline.in(PATIENCE)),
            KeyValueIdempotency.class,
                    it -> it.executeOnce(
                            List.of(new Operation.Get(PROBE)),
                            new IdempotencyToken("probe", "probe", Duration.ofSeconds(1)),
                            Deadline.in(PATIENCE)));

    @Override
    public <T> Optional<T> as(Class<T> iface, Channel channel, Keyspace keyspace) {
        return as(iface, PROBES, new GatewayKeyValue(channel, keyspace))
                .or(() -> as(iface, WRITE_PROBES, new GatewayWrites(channel, keyspace)));
    }

    private static <T, C> Optional<T> as(Class<T> iface, Map<Class<?>, Function<C, Uni<?>>> probes, C client) {
        var probe = probes.get(iface);
        return probe != null && served(probe.apply(client)) ? Optional.of(iface.cast(client)) : Optional.empty();
    }

    private static boolean served(Uni<?> probe) {
        try {
            probe.await().atMost(PATIENCE);
            return true;
        } catch (StatusRuntimeException refused) {
            if (refused.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return false;
            }
            throw refused;
        }
    }
}

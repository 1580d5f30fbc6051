// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue;

import com.google.protobuf.ByteString;
import io.prism.contracts.keyvalue.DeleteRequest;
import io.prism.contracts.keyvalue.GetRequest;
import io.prism.contracts.keyvalue.KeyValueBasicInterfaceGrpc;
import io.prism.contracts.keyvalue.SetRequest;
import io.prism.core.OptionMap;
import io.prism.core.failure.Failures;
import io.prism.pattern.Pattern;
import io.prism.pattern.Rehearsal;
import io.prism.pattern.Rehearsal.Call;
import io.prism.pattern.Slots;
import io.prism.pattern.serve.ServedInterface;
import io.prism.patterns.keyvalue.rules.Idempotency;
import io.prism.patterns.keyvalue.rules.KeyValueRules;
import io.prism.patterns.keyvalue.serve.BasicService;
import io.prism.patterns.keyvalue.serve.BatchService;
import io.prism.patterns.keyvalue.serve.CasService;
import io.prism.patterns.keyvalue.serve.CounterService;
import io.prism.patterns.keyvalue.serve.ScanService;
import io.prism.patterns.keyvalue.serve.TransactionalService;
import io.prism.patterns.keyvalue.serve.TtlService;
import io.prism.spi.keyvalue.KeyValueBasic;
import io.prism.spi.keyvalue.KeyValueBatch;
import io.prism.spi.keyvalue.KeyValueCas;
import io.prism.spi.keyvalue.KeyValueCounter;
import io.prism.spi.keyvalue.KeyValueIdempotency;
import io.prism.spi.keyvalue.KeyValueScan;
import io.prism.spi.keyvalue.KeyValueTransactional;
import io.prism.spi.keyvalue.KeyValueTtl;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** KeyValue: one slot, {@value #STORE}; serves each KeyValue interface that the slot's backend has. */
@ApplicationScoped
public class KeyValuePattern implements Pattern {

    /** The one slot. */
    public static final String STORE = "store";

    /** Makes the pattern. */
    public KeyValuePattern() {
        // Stateless.
    }

    @Override
    public String name() {
        return "keyvalue";
    }

    @Override
    public List<ServedInterface> serve(Slots slots, OptionMap config, Failures failures) {
        KeyValueRules rules = KeyValueRules.of(config);
        KeyValueBasic basic = slots.required(STORE, KeyValueBasic.class);
        Optional<KeyValueTtl> ttl = slots.as(STORE, KeyValueTtl.class);
        boolean expiring = ttl.isPresent();
        Idempotency idempotency =
                new Idempotency(slots.as(STORE, KeyValueIdempotency.class), rules.idempotencyWindow());
        List<ServedInterface> served = new ArrayList<>();
        served.add(new BasicService(rules, basic, ttl, idempotency).served());
        ttl.ifPresent(it -> served.add(new TtlService(rules, it, idempotency).served()));
        slots.as(STORE, KeyValueScan.class).ifPresent(it -> served.add(new ScanService(it).served()));
        slots.as(STORE, KeyValueBatch.class)
                .ifPresent(it -> served.add(new BatchService(rules, it, expiring, idempotency, failures).served()));
        slots.as(STORE, KeyValueCas.class)
                .ifPresent(it -> served.add(new CasService(rules, it, expiring, idempotency).served()));
        slots.as(STORE, KeyValueCounter.class)
                .ifPresent(it -> served.add(new CounterService(rules, it, expiring, idempotency).served()));
        slots.as(STORE, KeyValueTransactional.class)
                .ifPresent(it -> served.add(new TransactionalService(rules, it, expiring, idempotency).served()));
        return served;
    }

    @Override
    public long contentBytesMax(OptionMap config) {
        return KeyValueRules.of(config).valueBytesMax();
    }

    @Override
    public Optional<Rehearsal> rehearsal() {
        String key = "rehearsal";
        return Optional.of(new Rehearsal(List.of(
                new Call(
                        KeyValueBasicInterfaceGrpc.getSetMethod().getFullMethodName(),
                        SetRequest.newBuilder()
                                .setKey(key)
                                .setValue(ByteString.copyFromUtf8(key))
                                .build()),
                new Call(
                        KeyValueBasicInterfaceGrpc.getGetMethod().getFullMethodName(),
                        GetRequest.newBuilder().setKey(key).build()),
                new Call(
                        KeyValueBasicInterfaceGrpc.getDeleteMethod().getFullMethodName(),
                        DeleteRequest.newBuilder().setKey(key).build()))));
    }
}

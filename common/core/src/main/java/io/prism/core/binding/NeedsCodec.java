// SPDX-License-Identifier: Apache-2.0
package io.prism.core.binding;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.prism.core.Consistency;
import io.prism.core.Durability;
import io.prism.core.ModelNeeds;
import io.prism.core.Needs;
import io.prism.core.Quantities;
import io.prism.core.TransactionIsolation;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** How {@code needs} look in a binding's object: as in {@code prism.yaml}, every value a text. */
final class NeedsCodec {

    private static final String DURABILITY = "durability";
    private static final String KEYVALUE = "keyvalue";
    private static final String CONSISTENCY = "consistency";
    private static final String TRANSACTIONS = "transactions";
    private static final String TTL_PRECISION = "ttl-precision";
    private static final String VALUE_SIZE = "value-size";

    private NeedsCodec() {}

    static Struct toStruct(Needs needs) {
        Struct.Builder struct = Struct.newBuilder();
        needs.durability().ifPresent(level -> struct.putFields(DURABILITY, level(level)));
        for (ModelNeeds model : needs.models()) {
            switch (model) {
                case ModelNeeds.KeyValue keyValue ->
                    struct.putFields(KEYVALUE, BindingCodec.structValue(toStruct(keyValue)));
            }
        }
        return struct.build();
    }

    private static Struct toStruct(ModelNeeds.KeyValue needs) {
        Struct.Builder struct = Struct.newBuilder();
        needs.consistency().ifPresent(level -> struct.putFields(CONSISTENCY, level(level)));
        needs.transactions().ifPresent(level -> struct.putFields(TRANSACTIONS, level(level)));
        needs.ttlPrecision()
                .ifPresent(time -> struct.putFields(TTL_PRECISION, BindingCodec.text(time.toMillis() + "ms")));
        needs.valueBytes().ifPresent(bytes -> struct.putFields(VALUE_SIZE, BindingCodec.text(bytes + "B")));
        return struct.build();
    }

    /**
     * Reads needs.
     *
     * @throws Rejected when a value is of the wrong kind, naming it below {@code where}
     */
    static Needs fromStruct(String where, Struct from) {
        List<ModelNeeds> models = new ArrayList<>();
        if (from.containsFields(KEYVALUE)) {
            String part = where + "." + KEYVALUE;
            models.add(keyValue(part, BindingCodec.struct(part, from.getFieldsOrThrow(KEYVALUE))));
        }
        return new Needs(level(where, from, DURABILITY, Durability.values()), models);
    }

    private static ModelNeeds.KeyValue keyValue(String where, Struct from) {
        return new ModelNeeds.KeyValue(
                level(where, from, CONSISTENCY, Consistency.values()),
                level(where, from, TRANSACTIONS, TransactionIsolation.values()),
                read(where, from, TTL_PRECISION, Quantities::duration, Quantities.DURATION_FORM),
                read(where, from, VALUE_SIZE, Quantities::bytes, Quantities.BYTES_FORM));
    }

    private static <E extends Enum<E>> Optional<E> level(String where, Struct from, String name, E[] levels) {
        return read(
                where,
                from,
                name,
                text -> Arrays.stream(levels)
                        .filter(it -> word(it).equals(text))
                        .findFirst(),
                either(Arrays.stream(levels).map(NeedsCodec::word).toList()));
    }

    private static <T> Optional<T> read(
            String where, Struct from, String name, Function<String, Optional<T>> reader, String form) {
        if (!from.containsFields(name)) {
            return Optional.empty();
        }
        String text = from.getFieldsOrThrow(name).getStringValue();
        return Optional.of(
                reader.apply(text).orElseThrow(() -> new Rejected(where + "." + name, "must be " + form, text)));
    }

    private static String either(List<String> words) {
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    private static Value level(Enum<?> level) {
        return BindingCodec.text(word(level));
    }

    private static String word(Enum<?> level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}

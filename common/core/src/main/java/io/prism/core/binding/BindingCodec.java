// SPDX-License-Identifier: Apache-2.0
package io.prism.core.binding;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.prism.core.Keyspace;
import io.prism.core.Needs;
import io.prism.core.OptionMap;
import io.prism.core.failure.GatewayException.Rejected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How bindings look in {@code InitializeRequest.config}, so that a pattern in any language can read them:
 *
 * <pre>{@code
 * {"bindings": [{"namespace": "orders", "binding": "sessions", "pattern": "keyvalue",
 *                "slots": {"store": {"backend": "cache", "driver": "redis", "config": {"url": "…"}}},
 *                "behavior": {"default-ttl": "1h"},
 *                "needs": {"durability": "fsync", "keyvalue": {"consistency": "linearizable"}}}]}
 * }</pre>
 */
public final class BindingCodec {

    private static final String BINDINGS = "bindings";

    private BindingCodec() {}

    /** Writes bindings; the result holds resolved secrets and must not be logged. */
    public static Struct toStruct(List<BindingSpec> bindings) {
        ListValue.Builder list = ListValue.newBuilder();
        for (BindingSpec binding : bindings) {
            list.addValues(Value.newBuilder().setStructValue(toStruct(binding)));
        }
        return Struct.newBuilder()
                .putFields(BINDINGS, Value.newBuilder().setListValue(list).build())
                .build();
    }

    /**
     * Reads bindings.
     *
     * @throws Rejected when something is missing or of the wrong kind, naming it
     */
    public static List<BindingSpec> fromStruct(Struct config) {
        Value list = config.getFieldsOrDefault(BINDINGS, Value.getDefaultInstance());
        if (list.getKindCase() != Value.KindCase.LIST_VALUE) {
            throw new Rejected("config." + BINDINGS, "must be a list of bindings", "");
        }
        List<BindingSpec> bindings = new ArrayList<>();
        for (int i = 0; i < list.getListValue().getValuesCount(); i++) {
            String where = "config.%s[%d]".formatted(BINDINGS, i);
            bindings.add(binding(where, struct(where, list.getListValue().getValues(i))));
        }
        return List.copyOf(bindings);
    }

    private static Struct toStruct(BindingSpec binding) {
        Struct.Builder slots = Struct.newBuilder();
        binding.slots().forEach((slot, backend) -> slots.putFields(slot, structValue(toStruct(backend))));
        return Struct.newBuilder()
                .putFields("namespace", text(binding.keyspace().namespace()))
                .putFields("binding", text(binding.keyspace().binding()))
                .putFields("pattern", text(binding.pattern()))
                .putFields("slots", structValue(slots.build()))
                .putFields("behavior", settings(binding.config()))
                .putFields("needs", structValue(NeedsCodec.toStruct(binding.needs())))
                .build();
    }

    private static Struct toStruct(BackendSpec backend) {
        return Struct.newBuilder()
                .putFields("backend", text(backend.name()))
                .putFields("driver", text(backend.type()))
                .putFields("config", settings(backend.settings()))
                .build();
    }

    private static BindingSpec binding(String where, Struct from) {
        Map<String, BackendSpec> slots = new HashMap<>();
        struct(where + ".slots", from.getFieldsOrDefault("slots", Value.getDefaultInstance()))
                .getFieldsMap()
                .forEach((slot, value) -> {
                    String slotWhere = where + ".slots." + slot;
                    slots.put(slot, backend(slotWhere, struct(slotWhere, value)));
                });
        Keyspace keyspace = new Keyspace(required(where, from, "namespace"), required(where, from, "binding"));
        OptionMap config = settings(
                "bindings." + keyspace, where + ".behavior", from.getFieldsMap().get("behavior"));
        String needed = where + ".needs";
        Needs needs = NeedsCodec.fromStruct(
                needed, struct(needed, from.getFieldsOrDefault("needs", Value.getDefaultInstance())));
        return new BindingSpec(keyspace, required(where, from, "pattern"), slots, config, needs);
    }

    private static BackendSpec backend(String where, Struct from) {
        String name = required(where, from, "backend");
        OptionMap settings = settings(
                "backends." + name, where + ".config", from.getFieldsMap().get("config"));
        return new BackendSpec(name, required(where, from, "driver"), settings);
    }

    private static OptionMap settings(String owner, String where, @Nullable Value from) {
        Map<String, String> values = new HashMap<>();
        if (from != null) {
            struct(where, from).getFieldsMap().forEach((name, value) -> values.put(name, scalar(where, name, value)));
        }
        return new OptionMap(owner, values);
    }

    private static String scalar(String where, String name, Value value) {
        return switch (value.getKindCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            // A Struct carries every number as a double; options are whole numbers.
            case NUMBER_VALUE -> Long.toString(Math.round(value.getNumberValue()));
            case NULL_VALUE, STRUCT_VALUE, LIST_VALUE, KIND_NOT_SET ->
                throw new Rejected(where + "." + name, "must be a text, a number or true or false", "");
        };
    }

    private static String required(String where, Struct from, String name) {
        String text = from.getFieldsOrDefault(name, Value.getDefaultInstance()).getStringValue();
        if (text.isEmpty()) {
            throw new Rejected(where + "." + name, "must be a text that is not empty", "");
        }
        return text;
    }

    static Struct struct(String where, Value value) {
        return switch (value.getKindCase()) {
            case STRUCT_VALUE -> value.getStructValue();
            case KIND_NOT_SET, NULL_VALUE -> Struct.getDefaultInstance();
            case NUMBER_VALUE, STRING_VALUE, BOOL_VALUE, LIST_VALUE ->
                throw new Rejected(where, "must be an object", "");
        };
    }

    private static Value settings(OptionMap settings) {
        Struct.Builder fields = Struct.newBuilder();
        settings.values().forEach((name, value) -> fields.putFields(name, text(value)));
        return structValue(fields.build());
    }

    static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    static Value structValue(Struct struct) {
        return Value.newBuilder().setStructValue(struct).build();
    }
}

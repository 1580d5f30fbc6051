// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.compare;

import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.difference.DifferenceList;
import io.prism.schema.difference.ProtobufDifference;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.protobuf.name.TypeTable;
import io.prism.schema.protobuf.syntax.EnumDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.ProtoFile;
import io.prism.schema.protobuf.syntax.TypeDecl;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * How an updated file differs from the original one, by the rules of Confluent's registry. Messages and enums are the
 * same when they have the same name, fields when they have the same number. Extensions, services and options are not
 * compared.
 *
 * <p>Messages of imported files are compared where a field has them, once each, unless the imported file is the same in
 * both. Confined to one thread and one use.
 */
public final class ProtoComparison {

    private record Pair(MessageDecl original, MessageDecl update) {
        // By identity: equality would look at everything inside.
        @Override
        public boolean equals(Object other) {
            return other instanceof Pair(MessageDecl o, MessageDecl u) && same(o, original) && same(u, update);
        }

        @SuppressWarnings("ReferenceEquality")
        private static boolean same(MessageDecl one, MessageDecl other) {
            return one == other;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(original) + System.identityHashCode(update);
        }
    }

    private final TypeTable originals;
    private final TypeTable updates;
    private final StepLimit steps;
    /** Whether messages of imported files that were met break; false while one is under way. */
    private final Map<Pair, Boolean> imported = new HashMap<>();

    private ProtoComparison(TypeTable originals, TypeTable updates, StepLimit steps) {
        this.originals = originals;
        this.updates = updates;
        this.steps = steps;
    }

    /**
     * Every difference, those that break nobody too.
     *
     * @param originals the types of {@code original}
     * @param updates the types of {@code update}
     * @throws SchemaException when the comparison takes too many steps
     */
    public static List<Difference> compare(
            ProtoFile original, TypeTable originals, ProtoFile update, TypeTable updates, StepLimit steps) {
        ProtoComparison comparison = new ProtoComparison(originals, updates, steps);
        DifferenceList found =
                new DifferenceList(CompatibilityPolicy.STRICT, steps.limits().differencesMax());
        ComparisonScope root = new ComparisonScope("#/", original.packageName(), update.packageName());
        if (!original.packageName().equals(update.packageName())) {
            found.add(new Difference(ProtobufDifference.PACKAGE_CHANGED, "#/"));
        }
        comparison.types(original.types(), update.types(), root, found);
        return found.all();
    }

    TypeTable originals() {
        return originals;
    }

    TypeTable updates() {
        return updates;
    }

    private void types(List<TypeDecl> original, List<TypeDecl> update, ComparisonScope scope, DifferenceList found) {
        Map<String, MessageDecl> messagesBefore = messages(original);
        Map<String, MessageDecl> messagesAfter = messages(update);
        Map<String, Integer> orderBefore = order(messagesBefore.keySet());
        Map<String, Integer> orderAfter = order(messagesAfter.keySet());
        for (String name : union(messagesBefore, messagesAfter)) {
            MessageDecl before = messagesBefore.get(name);
            MessageDecl after = messagesAfter.get(name);
            ComparisonScope inner = scope.inside(name);
            if (before == null) {
                inner.add(ProtobufDifference.MESSAGE_ADDED, found);
            } else if (after == null) {
                inner.add(ProtobufDifference.MESSAGE_REMOVED, found);
            } else {
                message(before, after, inner, found);
                if (!Objects.equals(orderBefore.get(name), orderAfter.get(name))) {
                    inner.add(ProtobufDifference.MESSAGE_MOVED, found);
                }
            }
        }
        enums(original, update, scope, found);
    }

    private static Map<String, Integer> order(Set<String> names) {
        Map<String, Integer> order = new HashMap<>();
        names.forEach(name -> order.put(name, order.size()));
        return order;
    }

    private static Set<String> union(Map<String, ?> one, Map<String, ?> other) {
        Set<String> names = new LinkedHashSet<>(one.keySet());
        names.addAll(other.keySet());
        return names;
    }

    private static Map<String, MessageDecl> messages(List<TypeDecl> types) {
        Map<String, MessageDecl> messages = new LinkedHashMap<>();
        for (TypeDecl type : types) {
            if (type instanceof MessageDecl message && !message.isMapEntry()) {
                messages.put(message.name(), message);
            }
        }
        return messages;
    }

    void message(MessageDecl original, MessageDecl update, ComparisonScope scope, DifferenceList found) {
        steps.enter();
        new MessageComparison(this, scope, found).compare(original, update);
        types(original.types(), update.types(), scope, found);
        steps.leave();
    }

    /** Whether the messages {@code original} and {@code update} of imported files, with the same name, break. */
    boolean importedBreaks(TypeTable.Type original, TypeTable.Type update, DifferenceList found) {
        if (!(original.decl() instanceof MessageDecl before) || !(update.decl() instanceof MessageDecl after)) {
            return false;
        }
        Pair pair = new Pair(before, after);
        Boolean known = imported.get(pair);
        if (known != null) {
            return known;
        }
        // While it is under way, what leads back to it is not what breaks it.
        imported.put(pair, false);
        DifferenceList inside = found.fresh();
        String path = "#/" + original.localName().replace('.', '/');
        message(before, after, new ComparisonScope(path, original.fullName(), update.fullName()), inside);
        imported.put(pair, inside.breaks());
        found.addAll(inside.all());
        return inside.breaks();
    }

    private void enums(List<TypeDecl> original, List<TypeDecl> update, ComparisonScope scope, DifferenceList found) {
        Map<String, EnumDecl> enumsBefore = enums(original);
        Map<String, EnumDecl> enumsAfter = enums(update);
        for (String name : union(enumsBefore, enumsAfter)) {
            EnumDecl before = enumsBefore.get(name);
            EnumDecl after = enumsAfter.get(name);
            ComparisonScope inner = scope.inside(name);
            if (before == null) {
                inner.add(ProtobufDifference.ENUM_ADDED, found);
            } else if (after == null) {
                inner.add(ProtobufDifference.ENUM_REMOVED, found);
            } else {
                constants(names(before), names(after), inner, found);
            }
        }
    }

    private static Map<String, EnumDecl> enums(List<TypeDecl> types) {
        Map<String, EnumDecl> enums = new LinkedHashMap<>();
        for (TypeDecl type : types) {
            if (type instanceof EnumDecl enumeration) {
                enums.put(enumeration.name(), enumeration);
            }
        }
        return enums;
    }

    private static Map<Integer, Set<String>> names(EnumDecl enumeration) {
        Map<Integer, Set<String>> names = new TreeMap<>();
        enumeration
                .constants()
                .forEach(constant -> names.computeIfAbsent(constant.number(), number -> new LinkedHashSet<>())
                        .add(constant.name()));
        return names;
    }

    private static void constants(
            Map<Integer, Set<String>> original,
            Map<Integer, Set<String>> update,
            ComparisonScope scope,
            DifferenceList found) {
        Map<Integer, Set<String>> all = new TreeMap<>(original);
        all.putAll(update);
        for (Integer number : all.keySet()) {
            Set<String> before = original.get(number);
            Set<String> after = update.get(number);
            ComparisonScope inner = scope.at(number.toString());
            if (before == null) {
                inner.add(ProtobufDifference.ENUM_CONST_ADDED, found);
            } else if (after == null) {
                inner.add(ProtobufDifference.ENUM_CONST_REMOVED, found);
            } else if (!before.equals(after)) {
                inner.add(ProtobufDifference.ENUM_CONST_CHANGED, found);
            }
        }
    }
}

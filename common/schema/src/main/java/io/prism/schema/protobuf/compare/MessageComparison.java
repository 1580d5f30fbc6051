// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.compare;

import io.prism.schema.difference.DifferenceList;
import io.prism.schema.difference.ProtobufDifference;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.OneofDecl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the fields of two messages, by number, wherever they stand: in a oneof or not.
 *
 * <p>That an optional field becomes required, or the reverse, is not told, as in Confluent's registry; only required
 * fields that come or go are.
 */
final class MessageComparison {

    private final FieldComparison fields;
    private final ComparisonScope scope;
    private final DifferenceList found;

    MessageComparison(ProtoComparison comparison, ComparisonScope scope, DifferenceList found) {
        this.fields = new FieldComparison(comparison, found);
        this.scope = scope;
        this.found = found;
    }

    /** The fields of a message by number, and the oneofs of those that are in one. */
    private record Numbered(Map<Integer, FieldDecl> fields, Map<Integer, String> oneofs, Set<String> names) {
        static Numbered of(MessageDecl message) {
            Map<Integer, FieldDecl> fields = new HashMap<>();
            Map<Integer, String> oneofs = new HashMap<>();
            Set<String> names = new TreeSet<>();
            message.allFields().forEach(field -> fields.put(field.number(), field));
            for (OneofDecl oneof : message.oneofs()) {
                names.add(oneof.name());
                oneof.fields().forEach(field -> oneofs.put(field.number(), oneof.name()));
            }
            return new Numbered(fields, oneofs, names);
        }
    }

    void compare(MessageDecl original, MessageDecl update) {
        Numbered before = Numbered.of(original);
        Numbered after = Numbered.of(update);
        update.oneofs().forEach(oneof -> exclusions(oneof, before));
        oneofs(before.names, after.names);
        Set<String> deleted = deleted(original, before, after);
        Set<Integer> numbers = new TreeSet<>(before.fields.keySet());
        numbers.addAll(after.fields.keySet());
        for (Integer number : numbers) {
            FieldDecl was = before.fields.get(number);
            FieldDecl is = after.fields.get(number);
            if (is == null && was != null) {
                removed(was, before.oneofs.get(number), deleted);
            } else if (was == null && is != null) {
                added(is, after.oneofs.get(number));
            } else if (was != null && is != null) {
                kept(was, is, before.oneofs.get(number), after.oneofs.get(number));
            }
        }
    }

    /**
     * Members of a oneof exclude each other. That breaks when they could be set together before: when they come from
     * outside any oneof, each for itself, or from different ones. New fields do not count, old data has none of them.
     */
    private void exclusions(OneofDecl oneof, Numbered before) {
        Set<String> origins = new HashSet<>();
        int free = 0;
        for (FieldDecl member : oneof.fields()) {
            String home = before.oneofs.get(member.number());
            if (home != null) {
                origins.add("oneof " + home);
            } else if (before.fields.containsKey(member.number())) {
                origins.add("field " + member.number());
                free++;
            }
        }
        if (origins.size() > 1) {
            scope.at(oneof.name())
                    .add(
                            free > 1
                                    ? ProtobufDifference.MULTIPLE_FIELDS_MOVED_TO_ONEOF
                                    : ProtobufDifference.FIELD_MOVED_TO_EXISTING_ONEOF,
                            found);
        }
    }

    private void oneofs(Set<String> before, Set<String> after) {
        Set<String> names = new TreeSet<>(before);
        names.addAll(after);
        for (String name : names) {
            if (!after.contains(name)) {
                scope.at(name).add(ProtobufDifference.ONEOF_REMOVED, found);
            } else if (!before.contains(name)) {
                scope.at(name).add(ProtobufDifference.ONEOF_ADDED, found);
            }
        }
    }

    /** The oneofs that are gone with all their members: nothing is left that could be misread. */
    private static Set<String> deleted(MessageDecl original, Numbered before, Numbered after) {
        Set<String> deleted = new HashSet<>(before.names);
        deleted.removeAll(after.names);
        for (OneofDecl oneof : original.oneofs()) {
            if (oneof.fields().stream().anyMatch(member -> after.fields.containsKey(member.number()))) {
                deleted.remove(oneof.name());
            }
        }
        return deleted;
    }

    private ComparisonScope at(FieldDecl field, @Nullable String oneof) {
        ComparisonScope around = oneof == null ? scope : scope.at(oneof);
        return around.at(Integer.toString(field.number()));
    }

    private void removed(FieldDecl field, @Nullable String oneof, Set<String> deleted) {
        if (oneof == null) {
            boolean required = field.label() == FieldDecl.Label.REQUIRED;
            at(field, null)
                    .add(
                            required ? ProtobufDifference.REQUIRED_FIELD_REMOVED : ProtobufDifference.FIELD_REMOVED,
                            found);
        } else if (!deleted.contains(oneof)) {
            at(field, oneof).add(ProtobufDifference.ONEOF_FIELD_REMOVED, found);
        }
    }

    private void added(FieldDecl field, @Nullable String oneof) {
        if (oneof == null) {
            boolean required = field.label() == FieldDecl.Label.REQUIRED;
            at(field, null)
                    .add(required ? ProtobufDifference.REQUIRED_FIELD_ADDED : ProtobufDifference.FIELD_ADDED, found);
        } else {
            at(field, oneof).add(ProtobufDifference.ONEOF_FIELD_ADDED, found);
        }
    }

    private void kept(FieldDecl was, FieldDecl is, @Nullable String from, @Nullable String to) {
        if (from != null && to == null) {
            at(is, null).add(ProtobufDifference.ONEOF_FIELD_MOVED_TO_TOP_LEVEL, found);
        }
        fields.compare(was, is, at(is, to));
    }
}

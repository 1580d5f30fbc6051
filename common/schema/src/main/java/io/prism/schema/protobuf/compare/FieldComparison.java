// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.compare;

import io.prism.schema.difference.DifferenceList;
import io.prism.schema.difference.ProtobufDifference;
import io.prism.schema.protobuf.name.MapEntries;
import io.prism.schema.protobuf.name.ScalarTypes;
import io.prism.schema.protobuf.name.TypeTable;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;

/** Compares two fields with the same number. */
final class FieldComparison {

    /** What a field holds, with its names looked up. */
    private sealed interface Held {}

    /** A number, truth, text or enum, by the way it is encoded. */
    private record Scalar(Encoding encoding) implements Held {}

    private record Message(TypeTable.Type type, boolean group) implements Held {}

    private record Entries(Held key, Held value) implements Held {}

    private final ProtoComparison comparison;
    private final DifferenceList found;

    FieldComparison(ProtoComparison comparison, DifferenceList found) {
        this.comparison = comparison;
        this.found = found;
    }

    void compare(FieldDecl original, FieldDecl update, ComparisonScope scope) {
        if (!original.name().equals(update.name())) {
            scope.add(ProtobufDifference.FIELD_NAME_CHANGED, found);
        }
        Held before = held(original, comparison.originals(), scope.original());
        Held after = held(update, comparison.updates(), scope.update());
        held(before, after, scope);
        if (before instanceof Scalar(Encoding was) && after instanceof Scalar(Encoding is) && was == is) {
            label(was, original.label(), update.label(), scope);
        }
    }

    /** Numbers that are repeated are packed, so a reader of single ones cannot tell; of texts it takes the last. */
    private void label(Encoding encoding, FieldDecl.Label original, FieldDecl.Label update, ComparisonScope scope) {
        if ((original == FieldDecl.Label.REPEATED) != (update == FieldDecl.Label.REPEATED)) {
            scope.add(
                    encoding == Encoding.TEXT
                            ? ProtobufDifference.FIELD_STRING_OR_BYTES_LABEL_CHANGED
                            : ProtobufDifference.FIELD_NUMERIC_LABEL_CHANGED,
                    found);
        }
    }

    private static Held held(FieldDecl field, TypeTable types, String scope) {
        return switch (field.type()) {
            case FieldDecl.Named(String name) -> named(name, types, scope, field.group());
            case FieldDecl.MapOf(String key, String value) -> entries(key, value, types, scope);
        };
    }

    private static Held entries(String key, String value, TypeTable types, String scope) {
        return new Entries(named(key, types, scope, false), named(value, types, scope, false));
    }

    private static Held named(String name, TypeTable types, String scope, boolean group) {
        if (ScalarTypes.has(name)) {
            return new Scalar(Encoding.of(name));
        }
        TypeTable.Type type =
                types.resolve(name, scope).orElseThrow(() -> new IllegalStateException("names were not checked"));
        if (type.enumeration()) {
            return new Scalar(Encoding.NUMBER);
        }
        if (type.decl() instanceof MessageDecl message && message.isMapEntry()) {
            FieldDecl.MapOf map = MapEntries.of(message);
            return entries(map.key(), map.value(), types, type.fullName());
        }
        return new Message(type, group);
    }

    private void held(Held original, Held update, ComparisonScope scope) {
        switch (original) {
            case Scalar(Encoding was)
            when update instanceof Scalar(Encoding is) -> {
                if (was != is) {
                    scope.add(ProtobufDifference.FIELD_SCALAR_KIND_CHANGED, found);
                }
            }
            // A group is a message between marks, which is another encoding.
            case Message(TypeTable.Type was, boolean group)
            when update instanceof Message(TypeTable.Type is, boolean stillGroup) && group == stillGroup ->
                message(was, is, scope);
            case Entries(Held key, Held value)
            when update instanceof Entries(Held newKey, Held newValue) -> {
                held(key, newKey, scope);
                held(value, newValue, scope);
            }
            default -> scope.add(ProtobufDifference.FIELD_KIND_CHANGED, found);
        }
    }

    /** By the name without the package: that the package is another one is told once, for the file. */
    private void message(TypeTable.Type original, TypeTable.Type update, ComparisonScope scope) {
        boolean sameName = original.localName().equals(update.localName());
        // Messages of the file itself are compared on their own; those of an imported file only when it has changed.
        boolean sameFile = original.file().equals(update.file());
        if (!sameName || (!sameFile && comparison.importedBreaks(original, update, found))) {
            scope.add(ProtobufDifference.FIELD_NAMED_TYPE_CHANGED, found);
        }
    }
}

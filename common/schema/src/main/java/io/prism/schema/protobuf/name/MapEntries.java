// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.name;

import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;

/** Messages that stand for the entries of a map, which is how a map looks in a descriptor that was turned into text. */
public final class MapEntries {

    private MapEntries() {}

    /** The map whose entries {@code message} stands for; its value is named as seen from inside the message. */
    public static FieldDecl.MapOf of(MessageDecl message) {
        return new FieldDecl.MapOf(type(message, 1), type(message, 2));
    }

    private static String type(MessageDecl message, int number) {
        return message.fields().stream()
                .filter(field -> field.number() == number)
                .map(FieldDecl::type)
                .map(type -> type instanceof FieldDecl.Named(String name) ? name : "string")
                .findFirst()
                .orElse("string");
    }
}

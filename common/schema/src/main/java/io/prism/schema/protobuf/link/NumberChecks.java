// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.link;

import io.prism.schema.fault.SchemaFault;
import io.prism.schema.protobuf.syntax.EnumDecl;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.NumberRange;
import io.prism.schema.protobuf.syntax.Reserved;
import java.util.List;

/** Refuses numbers and names that are not to be used. */
final class NumberChecks {

    private static final NumberRange ALLOWED = new NumberRange(1, (1 << 29) - 1);
    private static final NumberRange OF_PROTOBUF = new NumberRange(19_000, 19_999);

    private NumberChecks() {}

    static void check(MessageDecl message, FieldDecl field) {
        int number = field.number();
        if (!ALLOWED.has(number) || OF_PROTOBUF.has(number)) {
            throw FileChecks.wrong(
                    field.place(),
                    "a field cannot have the number " + number,
                    "use one from 1 to 536870911, but not from 19000 to 19999");
        }
        message.extensionRanges().stream()
                .flatMap(extensions -> extensions.ranges().stream())
                .filter(range -> range.has(number))
                .findFirst()
                .ifPresent(range -> {
                    throw FileChecks.wrong(
                            field.place(), "the number %d is left to extensions".formatted(number), "use another");
                });
        if (isReserved(message.reserved(), number, field.name())) {
            throw FileChecks.wrong(
                    field.place(),
                    "the number or name of the field %s is reserved".formatted(SchemaFault.quoted(field.name())),
                    "use another: old data or code may have it");
        }
    }

    static void check(EnumDecl enumeration, EnumDecl.Constant constant) {
        if (isReserved(enumeration.reserved(), constant.number(), constant.name())) {
            throw FileChecks.wrong(
                    constant.place(),
                    "the number or name of the constant %s is reserved".formatted(SchemaFault.quoted(constant.name())),
                    "use another: old data or code may have it");
        }
    }

    private static boolean isReserved(List<Reserved> statements, int number, String name) {
        return statements.stream()
                .anyMatch(reserved -> reserved.names().contains(name)
                        || reserved.ranges().stream().anyMatch(range -> range.has(number)));
    }
}

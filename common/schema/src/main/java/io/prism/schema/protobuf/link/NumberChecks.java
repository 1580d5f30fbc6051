// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.protobuf.link;

import io.prism.schema.fault.SchemaFault;
import io.prism.schema.fault.SchemaLocation;
import io.prism.schema.protobuf.syntax.EnumDecl;
import io.prism.schema.protobuf.syntax.FieldDecl;
import io.prism.schema.protobuf.syntax.MessageDecl;
import io.prism.schema.protobuf.syntax.NumberRange;
import io.prism.schema.protobuf.syntax.Reserved;
import java.util.List;
import java.util.stream.Stream;

/** Refuses numbers and names that are not to be used, in one message or enum. */
final class NumberChecks {

    private static final NumberRange ALLOWED = new NumberRange(1, (1 << 29) - 1);
    private static final NumberRange OF_PROTOBUF = new NumberRange(19_000, 19_999);

    private final TakenNumbers reserved;
    private final TakenNumbers extensions;

    private NumberChecks(List<Reserved> reserved, Stream<NumberRange> extensions) {
        this.reserved = TakenNumbers.of(reserved);
        this.extensions = TakenNumbers.of(extensions);
    }

    static NumberChecks of(MessageDecl message) {
        return new NumberChecks(
                message.reserved(), message.extensionRanges().stream().flatMap(range -> range.ranges().stream()));
    }

    static NumberChecks of(EnumDecl enumeration) {
        return new NumberChecks(enumeration.reserved(), Stream.of());
    }

    void check(FieldDecl field) {
        int number = field.number();
        if (!ALLOWED.has(number) || OF_PROTOBUF.has(number)) {
            throw FileChecks.wrong(
                    field.place(),
                    "a field cannot have the number " + number,
                    "use one from 1 to 536870911, but not from 19000 to 19999");
        }
        if (extensions.has(number)) {
            throw FileChecks.wrong(
                    field.place(), "the number %d is left to extensions".formatted(number), "use another");
        }
        reserved("field", field.name(), number, field.place());
    }

    void check(EnumDecl.Constant constant) {
        reserved("constant", constant.name(), constant.number(), constant.place());
    }

    private void reserved(String what, String name, int number, SchemaLocation place) {
        if (reserved.has(number) || reserved.has(name)) {
            throw FileChecks.wrong(
                    place,
                    "the number or name of the %s %s is reserved".formatted(what, SchemaFault.quoted(name)),
                    "use another: old data or code may have it");
        }
    }
}

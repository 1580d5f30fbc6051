// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.refer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.fault.FaultKind;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportsTest {

    @ParameterizedTest
    @CsvSource({
        "google/protobuf/any.proto,google.protobuf.Any",
        "google/protobuf/api.proto,google.protobuf.Api",
        "google/protobuf/descriptor.proto,google.protobuf.FileDescriptorSet",
        "google/protobuf/duration.proto,google.protobuf.Duration",
        "google/protobuf/empty.proto,google.protobuf.Empty",
        "google/protobuf/field_mask.proto,google.protobuf.FieldMask",
        "google/protobuf/source_context.proto,google.protobuf.SourceContext",
        "google/protobuf/struct.proto,google.protobuf.Struct",
        "google/protobuf/timestamp.proto,google.protobuf.Timestamp",
        "google/protobuf/type.proto,google.protobuf.Type",
        "google/protobuf/wrappers.proto,google.protobuf.StringValue",
        "google/type/calendar_period.proto,google.type.CalendarPeriod",
        "google/type/color.proto,google.type.Color",
        "google/type/date.proto,google.type.Date",
        "google/type/datetime.proto,google.type.DateTime",
        "google/type/dayofweek.proto,google.type.DayOfWeek",
        "google/type/decimal.proto,google.type.Decimal",
        "google/type/expr.proto,google.type.Expr",
        "google/type/fraction.proto,google.type.Fraction",
        "google/type/interval.proto,google.type.Interval",
        "google/type/latlng.proto,google.type.LatLng",
        "google/type/localized_text.proto,google.type.LocalizedText",
        "google/type/money.proto,google.type.Money",
        "google/type/month.proto,google.type.Month",
        "google/type/phone_number.proto,google.type.PhoneNumber",
        "google/type/postal_address.proto,google.type.PostalAddress",
        "google/type/quaternion.proto,google.type.Quaternion",
        "google/type/timeofday.proto,google.type.TimeOfDay",
        "confluent/meta.proto,confluent.Meta",
        "confluent/type/decimal.proto,confluent.type.Decimal"
    })
    void filesOfProtobufItselfNeedNotBeGiven(String file, String type) {
        // Given
        String text = "syntax = \"proto3\"; import \"" + file + "\"; message M { " + type + " a = 1; }";

        // When
        ParsedSchema schema = parsed(text, Map.of());

        // Then
        assertThat(schema.normalized().canonical()).contains("." + type + " a = 1;");
    }

    @Test
    void namesMeanTheClosestType() {
        // Given
        String text = """
                syntax = "proto3"; package a.b; import "o";
                message M { N one = 1; b.N two = 2; a.N three = 3; .a.b.M.N four = 4; O.P five = 5; message N {} message O { message P {} } }
                message N {}
                """;

        // When
        String normal = parsed(text, Map.of("o", "syntax = \"proto3\"; package a; message N {} message O {}"))
                .normalized()
                .canonical();

        // Then
        assertThat(normal).contains(".a.b.M.N one", ".a.b.N two", ".a.N three", ".a.b.M.N four", ".a.b.M.O.P five");
    }

    @Test
    void importsOfImportsCountOnlyWhenPublic() {
        // Given
        String text = "syntax = \"proto3\"; import \"a\"; message M { X x = 1; }";
        String x = "syntax = \"proto3\"; message X {}";

        // When
        ParsedSchema seen = parsed(text, Map.of("a", "import public \"b\";", "b", x));
        SchemaException unseen =
                catchThrowableOfType(SchemaException.class, () -> parsed(text, Map.of("a", "import \"b\";", "b", x)));

        // Then
        assertThat(seen.name()).contains("M");
        assertThat(unseen.fault().kind()).isEqualTo(FaultKind.UNRESOLVED_REFERENCE);
    }

    @Test
    void oneFileMayBeImportedTwice() {
        // Given
        String text = "import \"a\"; import \"b\"; message M { optional A a = 1; optional B b = 2; }";
        Map<String, String> files = Map.of(
                "a", "import \"c\"; message A { optional C c = 1; }",
                "b", "import \"c\"; message B { optional C c = 1; }",
                "c", "message C {}");

        // Then
        assertThat(parsed(text, files).name()).contains("M");
    }

    private static ParsedSchema parsed(String text, Map<String, String> references) {
        return SchemaFormat.PROTOBUF.parse(SchemaSource.of(text, references), SchemaLimits.STANDARD);
    }
}

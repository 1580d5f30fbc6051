// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import io.prism.schema.table.Pair;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextLawsTest {

    @Property
    void randomSchemasHoldTheLaws(@ForAll SchemaFormat format, @ForAll long seed) {
        holdsTheLaws(RandomSchemas.of(format, new Dice(seed, 0, 0)));
    }

    @ParameterizedTest
    @EnumSource
    void schemasOfTheTablesHoldTheLaws(SchemaFormat format) {
        Pair.of(format).stream()
                .flatMap(pair -> Stream.of(pair.original(), pair.update()))
                .forEach(TextLawsTest::holdsTheLaws);
    }

    private static void holdsTheLaws(ParsedSchema schema) {
        canonicalTextIsReadAsTheSameSchema(schema);
        normalFormIsItsOwn(schema);
        normalFormIsTheSameToReadersAndWriters(schema);
    }

    private static void canonicalTextIsReadAsTheSameSchema(ParsedSchema schema) {
        // When
        ParsedSchema again = again(schema, schema.canonical());

        // Then
        assertThat(again.canonical()).isEqualTo(schema.canonical());
        assertThat(again.fingerprint()).isEqualTo(schema.fingerprint());
        assertThat(again.isEquivalentTo(schema)).isTrue();
    }

    private static void normalFormIsItsOwn(ParsedSchema schema) {
        // When
        ParsedSchema normal = schema.normalized();

        // Then
        assertThat(normal.normalized().canonical()).isEqualTo(normal.canonical());
        assertThat(normal.isEquivalentTo(schema)).isTrue();
    }

    private static void normalFormIsTheSameToReadersAndWriters(ParsedSchema schema) {
        // When
        ParsedSchema normal = schema.normalized();

        // Then
        assertThat(breaking(normal, schema)).isEmpty();
        assertThat(breaking(schema, normal)).isEmpty();
    }

    private static List<Difference> breaking(ParsedSchema reader, ParsedSchema writer) {
        return reader.differencesFrom(writer, CompatibilityPolicy.STRICT, new StepLimit(SchemaLimits.STANDARD)).stream()
                .filter(difference -> difference.breaks(CompatibilityPolicy.STRICT))
                .toList();
    }

    private static ParsedSchema again(ParsedSchema schema, String text) {
        return schema.format()
                .parse(new SchemaSource(text, schema.source().references(), false), SchemaLimits.STANDARD);
    }
}

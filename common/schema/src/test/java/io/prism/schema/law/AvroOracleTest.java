// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.AvroText;
import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.table.Pair;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.SchemaCompatibility;
import org.junit.jupiter.api.Test;

/** Our comparison against Avro's own, which is right but cannot be used on schemas of strangers. */
class AvroOracleTest {

    @Property(tries = 3000)
    void randomSchemasDifferAsAvroSays(@ForAll long seed, @ForAll long otherSeed) {
        // Given
        ParsedSchema original = RandomSchemas.of(SchemaFormat.AVRO, new Dice(seed, 0, 0));
        ParsedSchema update = RandomSchemas.of(SchemaFormat.AVRO, new Dice(seed, otherSeed, 0.1));

        // Then
        assertThat(ours(update, original)).isEqualTo(avros(update, original));
    }

    @Test
    void schemasOfTheTableDifferAsAvroSays() {
        for (Pair pair : Pair.of(SchemaFormat.AVRO)) {
            // Avro's comparison gives up where a field and its alias are both there; its decoder does not.
            if (!pair.name().contains("swapped with its alias")) {
                assertThat(ours(pair.update(), pair.original()))
                        .as(pair.name())
                        .isEqualTo(avros(pair.update(), pair.original()));
                assertThat(ours(pair.original(), pair.update()))
                        .as(pair.name())
                        .isEqualTo(avros(pair.original(), pair.update()));
            }
        }
    }

    private static Set<String> ours(ParsedSchema reader, ParsedSchema writer) {
        return reader.differencesFrom(writer, CompatibilityPolicy.STRICT, new StepLimit(SchemaLimits.STANDARD)).stream()
                .map(found -> found.type().name() + " " + found.path() + " " + found.detail())
                .collect(Collectors.toSet());
    }

    private static Set<String> avros(ParsedSchema reader, ParsedSchema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(
                        ((AvroText) reader).document().schema(),
                        ((AvroText) writer).document().schema())
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found -> found.getType() + " " + found.getLocation() + " " + found.getMessage())
                .collect(Collectors.toSet());
    }
}

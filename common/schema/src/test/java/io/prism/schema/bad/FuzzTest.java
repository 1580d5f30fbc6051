// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.bad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.fault.SchemaException;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import io.prism.schema.table.Pair;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Right texts with some characters changed: they are read or refused, and nothing else happens. */
class FuzzTest {

    private static final Map<SchemaFormat, List<String>> SEEDS = new EnumMap<>(SchemaFormat.class);

    private static final List<SchemaFormat> FORMATS = List.of(SchemaFormat.values());
    private static final Map<SchemaFormat, List<Pair>> PAIRS = new EnumMap<>(SchemaFormat.class);

    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "\"",
        "'",
        ",",
        ":",
        ";",
        "=",
        ".",
        "-",
        "0",
        "1e9",
        "null",
        "true",
        "\\",
        "\\u",
        "\\x",
        "/*",
        "*/",
        "//",
        "\n",
        " ",
        "\u0000",
        "\ud800",
        "é",
        "😀",
        "#",
        "$ref",
        "$id",
        "type",
        "record",
        "enum",
        "fixed",
        "map",
        "array",
        "oneof",
        "message",
        "group",
        "optional",
        "repeated",
        "extend",
        "reserved",
        "extensions",
        "to max",
        "import",
        "option",
        "syntax",
        "99999999999",
        "default",
        "items",
        "not"
    };

    @Property(tries = 6000)
    void isReadOrRefused(@ForAll SchemaFormat format, @ForAll long seed) {
        // Given
        Random random = new Random(seed);
        List<String> seeds = SEEDS.computeIfAbsent(format, FuzzTest::seeds);
        String text = changed(seeds.get(random.nextInt(seeds.size())), random);

        // When
        Throwable thrown = catchThrowable(() -> use(format, text, random));

        // Then
        assertThat(thrown)
                .as(text)
                .satisfiesAnyOf(
                        nothing -> assertThat(nothing).isNull(),
                        refused -> assertThat(refused).isInstanceOf(SchemaException.class));
    }

    /** In a build for a moment; for longer with {@code -Dprism.schema.fuzz-seconds=600}. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void isReadOrRefusedForAsLongAsAsked() {
        // Given
        long seconds = Long.getLong("prism.schema.fuzz-seconds", 2);
        long seed = new SecureRandom().nextLong();
        Random random = new Random(seed);
        // Before the clock runs: the first test of a JVM would have no time left.
        FORMATS.forEach(format -> {
            SEEDS.computeIfAbsent(format, FuzzTest::seeds);
            PAIRS.computeIfAbsent(format, Pair::of);
        });
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long tries = 0;
        long refused = 0;

        // When
        while (System.nanoTime() - end < 0) {
            SchemaFormat format = FORMATS.get(random.nextInt(FORMATS.size()));
            List<String> seeds = SEEDS.computeIfAbsent(format, FuzzTest::seeds);
            String text = changed(seeds.get(random.nextInt(seeds.size())), random);
            Throwable thrown = catchThrowable(() -> use(format, text, random));
            tries++;
            refused += thrown == null ? 0 : 1;

            // Then
            assertThat(thrown == null || thrown instanceof SchemaException)
                    .withFailMessage(() -> "seed %d, try with %s:%n%s%n%s".formatted(seed, format, text, thrown))
                    .isTrue();
        }
        System.out.printf("Fuzz: %,d texts in %d s, %,d of them refused (seed %d)%n", tries, seconds, refused, seed);
        assertThat(refused).isBetween(1L, tries - 1);
    }

    private static List<String> seeds(SchemaFormat format) {
        return Pair.of(format).stream()
                .flatMap(pair -> Stream.of(pair.original(), pair.update()))
                .map(schema -> schema.source().text())
                .toList();
    }

    private static String changed(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 0; i <= random.nextInt(4); i++) {
            int at = random.nextInt(changed.length() + 1);
            int end = Math.min(changed.length(), at + random.nextInt(6));
            switch (random.nextInt(4)) {
                case 0 -> changed.delete(at, end);
                case 1 -> changed.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> changed.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
                default -> changed.insert(at, changed.substring(at, end));
            }
        }
        return changed.toString();
    }

    /** Everything that is done with a schema that could be read. */
    private static @Nullable Object use(SchemaFormat format, String text, Random random) {
        ParsedSchema schema = format.parse(SchemaSource.of(text), SchemaLimits.STANDARD);
        ParsedSchema again = format.parse(SchemaSource.of(schema.canonical()), SchemaLimits.STANDARD);
        assertThat(again.canonical()).isEqualTo(schema.canonical());
        assertThat(schema.normalized().normalized().canonical())
                .isEqualTo(schema.normalized().canonical());
        assertThat(schema.fingerprint()).isEqualTo(again.fingerprint());
        assertThat(schema.inForm("serialized")).isNotNull();
        assertThat(schema.inForm("resolved")).isNotNull();
        assertThat(schema.inForm("ignore_extensions")).isNotNull();
        schema.tags();
        List<Pair> pairs = PAIRS.computeIfAbsent(format, Pair::of);
        ParsedSchema other = pairs.get(random.nextInt(pairs.size())).original();
        for (CompatibilityPolicy policy : CompatibilityPolicy.values()) {
            other.differencesFrom(schema, policy, new StepLimit(SchemaLimits.STANDARD));
            schema.differencesFrom(other, policy, new StepLimit(SchemaLimits.STANDARD));
        }
        return schema.differencesFrom(again, CompatibilityPolicy.STRICT, new StepLimit(SchemaLimits.STANDARD));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of schemas that were read. */
class ParsedCacheTest {

    private static final int MANY = 1000;
    private static final long ROOM = 1 << 20;
    /** What heaps differ in from one collection to the next. */
    private static final double NOISE = 1.3;

    @Test
    void theOldestGoFirst() {
        // Given
        ParsedSchema first = read(SchemaFormat.AVRO, 0);
        var cache = new ParsedCache(3L * first.source().text().length() * ParsedCache.BYTES_OF_CHAR);

        // When
        for (int i = 0; i < 5; i++) {
            cache.put(read(SchemaFormat.AVRO, i));
        }

        // Then
        assertThat(cache.get(SchemaFormat.AVRO, first.source())).isEmpty();
        assertThat(cache.get(SchemaFormat.AVRO, read(SchemaFormat.AVRO, 1).source()))
                .isEmpty();
        assertThat(cache.get(SchemaFormat.AVRO, read(SchemaFormat.AVRO, 2).source()))
                .isPresent();
        assertThat(cache.get(SchemaFormat.AVRO, read(SchemaFormat.AVRO, 4).source()))
                .isPresent();
    }

    @Test
    void whatWasTakenIsNotReadAgainWhenItIsKept() {
        // Given
        var cache = new ParsedCache(ROOM);
        ParsedSchema taken = read(SchemaFormat.AVRO, 0);
        cache.put(taken);

        // Then
        SchemaSource source = taken.source();
        assertThat(cache.get(SchemaFormat.AVRO, source.written(source.text()))).containsSame(taken);
        SchemaSource kept = SchemaSource.of(text(SchemaFormat.AVRO, 1)).written(text(SchemaFormat.AVRO, 1));
        cache.put(SchemaFormat.AVRO.parse(kept, SchemaLimits.STANDARD));
        assertThat(cache.get(SchemaFormat.AVRO, SchemaSource.of(kept.text())))
                .as("what was read leniently is not taken for new")
                .isEmpty();
    }

    @Test
    void whatIsLargerThanAllIsNotKept() {
        // Given
        ParsedSchema schema = read(SchemaFormat.JSON, 0);
        var cache = new ParsedCache(schema.source().text().length());

        // When
        cache.put(schema);

        // Then
        assertThat(cache.get(SchemaFormat.JSON, schema.source())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void takesNoMoreMemoryThanItMay(SchemaFormat format) {
        // Given
        fill(format, new ParsedCache(ROOM));
        var cache = new ParsedCache(ROOM);
        long before = used();

        // When
        fill(format, cache);

        // Then
        assertThat(used() - before).isLessThan((long) (ROOM * NOISE));
        assertThat(cache.get(format, read(format, MANY - 1).source())).isPresent();
    }

    private static void fill(SchemaFormat format, ParsedCache cache) {
        for (int i = 0; i < MANY; i++) {
            cache.put(read(format, i));
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static ParsedSchema read(SchemaFormat format, int number) {
        return format.parse(SchemaSource.of(text(format, number)), SchemaLimits.STANDARD);
    }

    private static String text(SchemaFormat format, int number) {
        return switch (format) {
            case AVRO ->
                "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[%s]}"
                        .formatted(
                                number,
                                fields(",", "{\"name\":\"f%d\",\"type\":[\"null\",\"string\"],\"default\":null}"));
            case JSON ->
                "{\"type\":\"object\",\"title\":\"R%d\",\"properties\":{%s}}"
                        .formatted(number, fields(",", "\"f%d\":{\"type\":[\"null\",\"string\"],\"maxLength\":80}"));
            case PROTOBUF ->
                "syntax = \"proto3\";\nmessage R%d {\n%s\n}\n"
                        .formatted(number, fields("\n", "optional string f%1$d = %1$d;"));
        };
    }

    private static String fields(String between, String field) {
        return IntStream.rangeClosed(1, 20).mapToObj(field::formatted).collect(Collectors.joining(between));
    }
}

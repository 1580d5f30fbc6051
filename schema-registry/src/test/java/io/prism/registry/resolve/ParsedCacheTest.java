// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.memory.LiveHeap;
import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.source.SchemaSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of schemas that were read. */
class ParsedCacheTest {

    /** So much that what other threads of this process allocate beside it is little. */
    private static final int ROOM = 16 << 20;
    /** What heaps differ in from one collection to the next. */
    private static final double NOISE = 1.1;

    private static final int FIELDS = 20;

    @Test
    void theOldestGoFirst() {
        // Given
        ParsedSchema first = read(SchemaFormat.AVRO, 0);
        var cache = new ParsedCache(3 * ParsedCache.size(first.source()));

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
        SchemaSource kept =
                SchemaSource.of(text(SchemaFormat.AVRO, FIELDS, 1)).written(text(SchemaFormat.AVRO, FIELDS, 1));
        cache.put(SchemaFormat.AVRO.parse(kept, SchemaLimits.STANDARD));
        assertThat(cache.get(SchemaFormat.AVRO, SchemaSource.of(kept.text())))
                .as("what was read leniently is not taken for new")
                .isEmpty();
    }

    @Test
    void whatIsLargerThanAllIsNotKept() {
        // Given
        ParsedSchema schema = read(SchemaFormat.JSON, 0);
        var cache = new ParsedCache(ParsedCache.size(schema.source()) - 1);

        // When
        cache.put(schema);

        // Then
        assertThat(cache.get(SchemaFormat.JSON, schema.source())).isEmpty();
    }

    @Tag("measure")
    @ParameterizedTest
    @CsvSource({"AVRO, 0", "AVRO, 20", "JSON, 0", "JSON, 20", "PROTOBUF, 0", "PROTOBUF, 20"})
    void takesNoMoreMemoryThanItMay(SchemaFormat format, int fields) {
        // Given
        fill(new ParsedCache(ROOM), format, fields);
        var cache = new ParsedCache(ROOM);
        long before = LiveHeap.bytes();

        // When
        int filled = fill(cache, format, fields);

        // Then
        assertThat(LiveHeap.bytes() - before).isBetween(ROOM / 4L, (long) (ROOM * NOISE));
        assertThat(cache.get(format, read(format, fields, 0).source())).isEmpty();
        assertThat(cache.get(format, read(format, fields, filled - 1).source())).isPresent();
    }

    /** Puts twice as much into it as it has room for, and says how many schemas that were. */
    private static int fill(ParsedCache cache, SchemaFormat format, int fields) {
        int count = (int) (2 * ROOM / ParsedCache.size(read(format, fields, 0).source()));
        for (int i = 0; i < count; i++) {
            cache.put(read(format, fields, i));
        }
        return count;
    }

    private static ParsedSchema read(SchemaFormat format, int number) {
        return read(format, FIELDS, number);
    }

    private static ParsedSchema read(SchemaFormat format, int fields, int number) {
        return format.parse(SchemaSource.of(text(format, fields, number)), SchemaLimits.STANDARD);
    }

    private static String text(SchemaFormat format, int fields, int number) {
        return switch (format) {
            case AVRO ->
                "{\"type\":\"record\",\"name\":\"R%d\",\"fields\":[%s]}"
                        .formatted(
                                number,
                                fields(
                                        fields,
                                        ",",
                                        "{\"name\":\"f%d\",\"type\":[\"null\",\"string\"],\"default\":null}"));
            case JSON ->
                "{\"type\":\"object\",\"title\":\"R%d\",\"properties\":{%s}}"
                        .formatted(
                                number,
                                fields(fields, ",", "\"f%d\":{\"type\":[\"null\",\"string\"],\"maxLength\":80}"));
            case PROTOBUF ->
                "syntax = \"proto3\";\nmessage R%d {\n%s\n}\n"
                        .formatted(number, fields(fields, "\n", "optional string f%1$d = %1$d;"));
        };
    }

    private static String fields(int count, String between, String field) {
        return IntStream.rangeClosed(1, count).mapToObj(field::formatted).collect(Collectors.joining(between));
    }
}

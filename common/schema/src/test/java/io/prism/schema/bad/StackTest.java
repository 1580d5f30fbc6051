// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.bad;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The deepest schemas that are allowed can be used on a thread with the usual stack, and on a virtual one. */
class StackTest {

    /** The stack that a thread has when nobody says otherwise. */
    private static final long STACK_BYTES = 1024 * 1024;

    static Stream<Arguments> deepest() {
        return Stream.of(
                Arguments.of(
                        SchemaFormat.AVRO, "{\"type\":\"array\",\"items\":".repeat(298) + "\"int\"" + "}".repeat(298)),
                Arguments.of(SchemaFormat.AVRO, forwards()),
                Arguments.of(SchemaFormat.JSON, "{\"not\":".repeat(298) + "{}" + "}".repeat(298)),
                Arguments.of(SchemaFormat.JSON, "{\"anyOf\":[".repeat(148) + "{}" + "]}".repeat(148)),
                Arguments.of(SchemaFormat.JSON, "{\"properties\":{\"a\":".repeat(148) + "{}" + "}}".repeat(148)),
                Arguments.of(SchemaFormat.JSON, chain()),
                Arguments.of(
                        SchemaFormat.PROTOBUF,
                        IntStream.range(0, 31)
                                        .mapToObj(i -> "message M" + i + " {")
                                        .collect(Collectors.joining())
                                + "}".repeat(31)),
                Arguments.of(SchemaFormat.PROTOBUF, "option (x) = " + "{ a ".repeat(98) + "{}" + "}".repeat(98) + ";"));
    }

    /** Flat as a text; the canonical text has each type inside the one before. */
    private static String forwards() {
        return IntStream.range(0, 290)
                .mapToObj(i -> "{\"type\":\"record\",\"name\":\"R" + i + "\",\"fields\":[{\"name\":\"f\",\"type\":"
                        + (i == 289 ? "\"int\"" : "\"R" + (i + 1) + "\"") + "}]}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String chain() {
        return IntStream.range(0, 290)
                .mapToObj(i -> "\"d" + i + "\":{\"items\":{\"$ref\":\"#/definitions/d" + (i + 1) + "\"}}")
                .collect(Collectors.joining(",", "{\"$ref\":\"#/definitions/d0\",\"definitions\":{", ",\"d290\":{}}}"));
    }

    @ParameterizedTest
    @MethodSource("deepest")
    void theUsualStackIsEnough(SchemaFormat format, String text)
            throws ExecutionException, InterruptedException, TimeoutException {
        // Given
        FutureTask<String> platform = new FutureTask<>(() -> use(format, text));
        FutureTask<String> virtual = new FutureTask<>(() -> use(format, text));

        // When
        new Thread(null, platform, "deep", STACK_BYTES).start();
        Thread.ofVirtual().start(virtual);

        // Then
        assertThat(platform.get(30, TimeUnit.SECONDS)).isNotEmpty().isEqualTo(virtual.get(30, TimeUnit.SECONDS));
    }

    private static String use(SchemaFormat format, String text) {
        ParsedSchema schema = format.parse(SchemaSource.of(text), SchemaLimits.STANDARD);
        ParsedSchema again = format.parse(new SchemaSource(schema.canonical(), Map.of(), true), SchemaLimits.STANDARD);
        assertThat(again.canonical()).isEqualTo(schema.canonical());
        assertThat(schema.tags()).isNotNull();
        assertThat(schema.differencesFrom(again, CompatibilityPolicy.STRICT, new StepLimit(SchemaLimits.STANDARD)))
                .noneMatch(difference -> difference.breaks(CompatibilityPolicy.STRICT));
        return schema.normalized().canonical();
    }
}

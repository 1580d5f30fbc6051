// SPDX-License-Identifier: Apache-2.0
package io.prism.schema.table;

import io.prism.schema.JsonText;
import io.prism.schema.ParsedSchema;
import io.prism.schema.SchemaFormat;
import io.prism.schema.difference.CompatibilityPolicy;
import io.prism.schema.difference.Difference;
import io.prism.schema.limit.SchemaLimits;
import io.prism.schema.limit.StepLimit;
import io.prism.schema.source.SchemaSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Two schemas and the differences between them, both ways.
 *
 * @param name what changes
 * @param original the earlier one
 * @param update the later one
 * @param policy how strictly they are compared
 * @param expected the differences that are to be found, each as {@code TYPE path} or {@code TYPE path detail}
 * @param row the row of the table
 */
public record Pair(
        String name,
        ParsedSchema original,
        ParsedSchema update,
        CompatibilityPolicy policy,
        Map<Way, List<String>> expected,
        Map<String, Object> row) {

    /** Which of the two reads what the other wrote. */
    public enum Way {
        /** The update reads. */
        BACKWARD,
        /** The original reads. */
        FORWARD;

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Every pair of a format. */
    public static List<Pair> of(SchemaFormat format) {
        return Yaml.list(format.name().toLowerCase(Locale.ROOT) + ".yaml").stream()
                .map(row -> of(format, row))
                .toList();
    }

    private static Pair of(SchemaFormat format, Map<String, Object> row) {
        return new Pair(
                String.valueOf(row.get("name")),
                schema(format, row, "original"),
                schema(format, row, "update"),
                CompatibilityPolicy.valueOf(String.valueOf(row.getOrDefault("policy", "STRICT"))),
                Map.of(
                        Way.BACKWARD, texts(row, Way.BACKWARD.key()),
                        Way.FORWARD, texts(row, Way.FORWARD.key())),
                row);
    }

    @SuppressWarnings("unchecked")
    private static ParsedSchema schema(SchemaFormat format, Map<String, Object> row, String key) {
        Map<String, String> references =
                (Map<String, String>) row.getOrDefault(key + "References", Map.<String, String>of());
        String text = String.valueOf(row.get(key));
        return format.parse(SchemaSource.of(text, references), SchemaLimits.STANDARD);
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(Map<String, Object> row, String key) {
        return (List<String>) row.getOrDefault(key, List.of());
    }

    /** The differences that are to be found when they are looked at this way. */
    public List<String> expected(Way way) {
        return expected.getOrDefault(way, List.of());
    }

    /** What is found between the two. */
    public List<Difference> found(Way way) {
        ParsedSchema reader = way == Way.BACKWARD ? update : original;
        ParsedSchema writer = way == Way.BACKWARD ? original : update;
        List<Difference> found = new ArrayList<>(reserved(way, reader));
        found.addAll(reader.differencesFrom(writer, policy, new StepLimit(SchemaLimits.STANDARD)));
        return found;
    }

    private List<Difference> reserved(Way way, ParsedSchema reader) {
        Set<String> original = Set.copyOf(texts(row, "originalReserved"));
        Set<String> update = Set.copyOf(texts(row, "updateReserved"));
        if (!(reader instanceof JsonText json)) {
            return List.of();
        }
        return way == Way.BACKWARD
                ? json.document().reservedDifferences(original, update)
                : json.document().reservedDifferences(update, original);
    }

    /** Whether the row says that the reader may fail; else the kinds of differences say it. */
    public boolean shouldBreak(Way way, List<Difference> found) {
        Object said = row.get(way.key() + "Breaks");
        return said instanceof Boolean breaks ? breaks : found.stream().anyMatch(d -> d.breaks(policy));
    }

    /** {@code difference} as the table writes it: with its detail when {@code like} has one. */
    static String written(Difference difference, List<String> like) {
        String plain = difference.type().name() + " " + difference.path();
        String full = plain + " " + difference.detail();
        return like.contains(full) ? full : plain;
    }

    /** Every kind of difference that is expected somewhere. */
    Stream<String> expectedTypes() {
        return expected.values().stream().flatMap(List::stream).map(text -> text.substring(0, text.indexOf(' ')));
    }
}

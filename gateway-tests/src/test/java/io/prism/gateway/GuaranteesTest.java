// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.contracts.binding.BackendGuarantees;
import io.prism.contracts.binding.DescribeBindingResponse;
import io.prism.testkit.server.PostgresServer;
import io.prism.testkit.server.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of guarantees in docs/guide/keyvalue.md is what the drivers say of real servers. With the system property
 * {@code guarantees.accept} the guide is rewritten.
 */
class GuaranteesTest {

    private static final Path GUIDE = Path.of(
                    Objects.requireNonNull(System.getProperty("prism.root"), "prism.root is not set"))
            .resolve("docs/guide/keyvalue.md");
    private static final String START = "<!-- guarantees -->\n";
    private static final String END = "<!-- /guarantees -->\n";
    private static final String HEAD = """
            | backend | set up as | durability | because | a read sees | transactions | expiry | longest value |
            |---|---|---|---|---|---|---|---|
            """;

    @Test
    void theGuideShowsWhatTheDriversPromise() throws IOException {
        // Given
        String guide = Files.readString(GUIDE);
        String before = guide.substring(0, guide.indexOf(START) + START.length());
        String after = guide.substring(guide.indexOf(END));

        // When
        String table = table();
        if (System.getProperty("guarantees.accept") != null) {
            Files.writeString(GUIDE, before + table + after);
        }

        // Then
        assertThat(Files.readString(GUIDE)).isEqualTo(before + table + after);
    }

    private static String table() throws IOException {
        try (var always = RedisServer.started("--appendonly", "yes", "--appendfsync", "always");
                var everysec = RedisServer.started("--appendonly", "yes", "--appendfsync", "everysec");
                var no = RedisServer.started("--appendonly", "no");
                var durable = PostgresServer.started(PostgresServer.DURABLE);
                var relaxed = PostgresServer.started(Map.of("fsync", "on", "synchronous_commit", "off"));
                var unsafe = PostgresServer.started(Map.of("fsync", "off", "synchronous_commit", "on"))) {
            var rows = new LinkedHashMap<String, Row>();
            rows.put("memory", new Row("memory", "anything", "type: memory"));
            for (String level : List.of("full", "normal", "off")) {
                rows.put(
                        "sqlite-" + level,
                        new Row(
                                "sqlite",
                                "`synchronous: " + level + "`",
                                "type: sqlite, path: %s.db, synchronous: \"%s\"".formatted(level, level)));
            }
            rows.put("always", redis("`appendonly yes`, `appendfsync always`", always));
            rows.put("everysec", redis("`appendonly yes`, `appendfsync everysec`", everysec));
            rows.put("no", redis("`appendonly no`", no));
            rows.put("postgres", postgres("`fsync = on`, `synchronous_commit = on`", durable.url()));
            rows.put("relaxed", postgres("`synchronous_commit = off`", relaxed.url()));
            rows.put("unsafe", postgres("`fsync = off`", unsafe.url()));
            return HEAD + lines(rows);
        }
    }

    private static String lines(Map<String, Row> rows) throws IOException {
        var config = new StringBuilder("backends:\n");
        rows.forEach((name, row) -> config.append("  %s: { %s }%n".formatted(name, row.options())));
        config.append("namespaces:\n");
        rows.keySet()
                .forEach(name -> config.append("  - { name: %s, isolation: embedded, pattern: keyvalue, backend: %s }%n"
                        .formatted(name, name)));
        try (var prism = RunningPrism.start(config.toString())) {
            return rows.entrySet().stream()
                    .map(row -> row.getValue()
                            .line(new BindingDescription(prism.channel(), row.getKey(), "keyvalue").now()))
                    .collect(Collectors.joining());
        }
    }

    private static Row redis(String setUp, RedisServer server) {
        return new Row("redis", setUp, "type: redis, url: \"" + server.address() + "\"");
    }

    private static Row postgres(String setUp, String url) {
        return new Row("postgres", setUp, "type: postgres, url: \"" + url + "\"");
    }

    private record Row(String type, String setUp, String options) {
        String line(DescribeBindingResponse described) {
            var slot = described.getSlots(0);
            assertThat(slot.getProblem()).as(type).isEmpty();
            BackendGuarantees it = slot.getGuarantees();
            return "| `%s` | %s | `%s` | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            type,
                            setUp,
                            word(it.getDurability()),
                            it.getEvidence(),
                            word(it.getConsistency()),
                            word(it.getIsolation()),
                            it.getTtlPrecisionMillis() == 0 ? "exact" : "within " + it.getTtlPrecisionMillis() + " ms",
                            (it.getValueBytesMax() >> 20) + " MiB");
        }

        /** The last word of an enum's name: DURABILITY_FSYNC is fsync. */
        private static String word(Enum<?> level) {
            return level.name().substring(level.name().lastIndexOf('_') + 1).toLowerCase(Locale.ROOT);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.gateway.figures.ClosedLoop.Outcome;
import io.prism.gateway.figures.SampleSchemas.Fifty;
import io.prism.testkit.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The figures of docs/bench/schema-registry.md, by command, since they say nothing on a machine that does something
 * else. {@code -Dprism.registry-figures=5}: each round lasts 5 s. {@code -Dprism.registry-figures.file=FILE} is where
 * the CSV goes (target/schema-registry.csv). Nothing is judged but that every answer is right.
 */
@Tag("measure")
@EnabledIfSystemProperty(
        named = "prism.registry-figures",
        matches = "\\d+",
        disabledReason = "a measurement, by command")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RegistryFiguresTest {

    private static final int SECONDS = Integer.getInteger("prism.registry-figures", 5);
    private static final Path FILE =
            Path.of(System.getProperty("prism.registry-figures.file", "target/schema-registry.csv"));
    private static final int ROUNDS = 3;
    private static final int STARTS = 15;
    private static final int CONNECTIONS = 32;
    private static final int WRITERS = 16;
    private static final int SUBJECTS = 1000;
    private static final int VERSIONS = 10;
    private static final int SCHEMAS = SUBJECTS * VERSIONS;
    private static final int WARM_UP = 3000;
    private static final double MILLIS = 1e6;
    private static final List<Figure> FIGURES = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    @Order(1)
    void start() throws IOException {
        starts("memory", _ -> List.of());
        starts("sqlite", round -> sqlite("start-" + round));
    }

    @Test
    @Order(2)
    void withoutADatabase() throws IOException {
        fill("memory", _ -> List.of());
    }

    @Test
    @Order(3)
    void onSqlite() throws IOException {
        fill("sqlite", round -> sqlite("fill-" + round));
    }

    @Test
    @Order(4)
    void onPostgres() throws IOException {
        try (var server = PostgresServer.started(PostgresServer.DURABLE)) {
            fill("postgres", _ -> List.of("--store", "postgres:" + server.database()));
        }
    }

    @Test
    @Order(5)
    void compatibilityChecks() throws IOException {
        try (var registry = PackagedRegistry.start(List.of());
                var loop = ClosedLoop.to(registry.port(), CONNECTIONS)) {
            for (Fifty language : Fifty.values()) {
                String subject = "fifty-" + language;
                loop.run(once(SampleSchemas.post(
                        "/subjects/" + subject + "/versions", language.name(), language.text(false))));
                byte[] check = SampleSchemas.post(
                        "/compatibility/subjects/" + subject + "/versions/latest",
                        language.name(),
                        language.text(true));
                rounds("compatibility-check", language.name(), loop, () -> check);
            }
        }
    }

    private void starts(String variant, Function<Integer, List<String>> arguments) throws IOException {
        List<Double> millis = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        for (int round = 0; round <= STARTS; round++) {
            try (var registry = PackagedRegistry.start(arguments.apply(round))) {
                // The first one reads its files from the disk, and teaches this JVM to look.
                if (round > 0) {
                    millis.add(registry.startNanos() / MILLIS);
                    resident.add(registry.residentMebibytes());
                }
            }
        }
        say(new Figure("start-to-first-answer", variant, "ms", millis, ""));
        say(new Figure("memory-after-start", variant, "MiB", resident, ""));
    }

    /** Registers new schemas in fresh registries; then, in the last one, reads by id. */
    private void fill(String variant, Function<Integer, List<String>> arguments) throws IOException {
        List<Double> rates = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        List<Double> peaks = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            try (var registry = PackagedRegistry.start(arguments.apply(round))) {
                Outcome outcome = register(registry);
                rates.add(outcome.perSecond());
                resident.add(registry.residentMebibytes());
                peaks.add(registry.peakMebibytes());
                if (round == ROUNDS) {
                    say(new Figure("register-new", variant, "per s", rates, outcome.toString()));
                    say(new Figure("memory-after-13000", variant, "MiB", resident, ""));
                    read(variant, registry);
                    peaks.add(registry.peakMebibytes());
                    say(new Figure("memory-peak", variant, "MiB", peaks, "the last after reading too"));
                }
            }
        }
    }

    private static Outcome register(PackagedRegistry registry) throws IOException {
        try (var loop = ClosedLoop.to(registry.port(), WRITERS)) {
            loop.run(registrations("warm", WARM_UP));
            return loop.run(registrations("orders", SCHEMAS));
        }
    }

    private static void read(String variant, PackagedRegistry registry) throws IOException {
        try (var loop = ClosedLoop.to(registry.port(), CONNECTIONS)) {
            var random = new SplittableRandom(7);
            rounds(
                    "get-by-id",
                    variant,
                    loop,
                    () -> SampleSchemas.get("/schemas/ids/" + (random.nextInt(SCHEMAS) + 1)));
        }
    }

    private static void rounds(String measure, String variant, ClosedLoop loop, Supplier<byte[]> requests)
            throws IOException {
        loop.run(lasting(requests));
        List<Double> rates = new ArrayList<>();
        String latencies = "";
        for (int round = 0; round < ROUNDS; round++) {
            Outcome outcome = loop.run(lasting(requests));
            rates.add(outcome.perSecond());
            latencies = outcome.toString();
        }
        say(new Figure(measure, variant, "per s", rates, latencies));
    }

    /** All first versions, then all second ones: those of one subject come one after the other. */
    private static Supplier<byte @Nullable []> registrations(String name, int count) {
        int[] next = {0};
        return () -> {
            int at = next[0]++;
            return at >= count
                    ? null
                    : SampleSchemas.post(
                            "/subjects/%s-%d/versions".formatted(name, at % SUBJECTS),
                            "AVRO",
                            SampleSchemas.record(name.length() * SUBJECTS + at % SUBJECTS, at / SUBJECTS));
        };
    }

    private static Supplier<byte @Nullable []> lasting(Supplier<byte[]> requests) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        return () -> System.nanoTime() < end ? requests.get() : null;
    }

    private static Supplier<byte @Nullable []> once(byte[] request) {
        boolean[] sent = {false};
        return () -> {
            byte @Nullable [] given = sent[0] ? null : request;
            sent[0] = true;
            return given;
        };
    }

    private List<String> sqlite(String name) {
        return List.of("--store", "sqlite:" + folder.resolve(name + ".db"));
    }

    /** Prints a figure, and writes the file anew: what there is is kept when a later one fails. */
    private static void say(Figure figure) throws IOException {
        assertThat(figure.values()).isNotEmpty().allMatch(value -> value > 0);
        FIGURES.add(figure);
        System.out.println(figure);
        List<String> lines = new ArrayList<>(List.of(Figure.HEADER));
        FIGURES.forEach(one -> lines.addAll(one.lines()));
        Files.write(FILE, lines);
    }
}

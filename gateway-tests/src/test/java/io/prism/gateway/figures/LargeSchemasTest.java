// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * As many calls at one time as the registry takes, each of them as large as it may be, on the heap that the launcher
 * gives it: some are told to come again, and none fails. Longer with {@code -Dprism.large-schemas.seconds=120}.
 */
@Tag("measure")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LargeSchemasTest {

    private static final int SECONDS = Integer.getInteger("prism.large-schemas.seconds", 15);
    private static final int CALLERS = 100;
    /** Without a bound for calls it takes all of its heap: 527 MiB were seen. */
    private static final double MEBIBYTES_MAX = 420;

    private static final int PADDING = 2_800_000;
    private static final int DEFECT = 500;
    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    /** Those that cost the most of what is allowed, by format. */
    private static final Map<String, IntFunction<String>> SCHEMAS = Map.of(
            "AVRO",
            number -> "{\"type\":\"record\",\"name\":\"R\",\"doc\":\"%d\",\"fields\":[%s]}"
                    .formatted(
                            number,
                            SampleSchemas.each(25_000, ",", "{\"name\":\"f%1$d\",\"type\":\"int\"}"::formatted)),
            "JSON",
            number -> "{\"description\":\"%d\",\"properties\":{%s},\"required\":[%s]}"
                    .formatted(
                            number,
                            SampleSchemas.each(40_000, ",", "\"p%1$d\":{}"::formatted),
                            SampleSchemas.each(40_000, ",", "\"p%1$d\""::formatted)),
            "PROTOBUF",
            number -> "syntax = \"proto3\";package p%d;%s"
                    .formatted(number, SampleSchemas.each(45_000, "", "message M%1$d{}"::formatted)));

    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final List<String> defects = new ArrayList<>();

    @Test
    void areAnsweredOrToldToComeAgain() throws IOException, InterruptedException, ExecutionException {
        try (var registry = PackagedRegistry.start(List.of());
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var client = HttpClient.newBuilder().build()) {
            // Given
            URI base = URI.create("http://127.0.0.1:" + registry.port());
            SCHEMAS.forEach((format, text) -> assertThat(answer(client, posts(base, format, "first", text.apply(0))))
                    .as(format)
                    .startsWith("200"));

            // When
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            List<Future<?>> running = new ArrayList<>();
            List<HttpRequest> calls = calls(base);
            for (int i = 0; i < CALLERS; i++) {
                HttpRequest call = calls.get(i % calls.size());
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        send(client, call);
                        send(client, reads(base, "/schemas/ids/1"));
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }

            // Then
            System.out.printf(
                    "large schemas: statuses %s in %d s, %.0f MiB at most%n",
                    new TreeMap<>(statuses), SECONDS, registry.peakMebibytes());
            assertThat(defects).isEmpty();
            assertThat(registry.process().isAlive()).isTrue();
            assertThat(registry.peakMebibytes()).isLessThan(MEBIBYTES_MAX);
            assertThat(statuses).containsKeys(OK);
            assertThat(client.send(reads(base, "/subjects"), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(OK);
        }
    }

    /** Two schemas of each format, and all that there are. */
    private static List<HttpRequest> calls(URI base) {
        List<HttpRequest> calls = new ArrayList<>(List.of(reads(base, "/schemas")));
        SCHEMAS.forEach((format, text) -> {
            calls.add(posts(base, format, "first", text.apply(0)));
            calls.add(posts(base, format, "second", text.apply(1)));
        });
        return calls;
    }

    private void send(HttpClient client, HttpRequest request) {
        String answer = answer(client, request);
        int status = Integer.parseInt(answer.substring(0, 3));
        statuses.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
        if (status >= DEFECT || (status == TOO_MANY && !answer.contains("prism.registry.limits."))) {
            synchronized (defects) {
                defects.add(request.uri() + ": " + answer);
            }
        }
    }

    /** The status and, unless it is 200, what is said with it; no answer at all counts as a defect. */
    private static String answer(HttpClient client, HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() + (response.statusCode() == OK ? "" : " " + response.body());
        } catch (IOException | InterruptedException lost) {
            return DEFECT + " " + lost;
        }
    }

    private static HttpRequest posts(URI base, String format, String subject, String text) {
        // A body may be larger than the schema in it.
        String body = " ".repeat(PADDING) + SampleSchemas.body(format, text);
        return HttpRequest.newBuilder(base.resolve("/subjects/" + subject + "-" + format + "/versions"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", SampleSchemas.TYPE)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static HttpRequest reads(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofMinutes(2))
                .GET()
                .build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prism.core.config.ObserveConfig;
import io.prism.core.config.ObserveConfig.Calls;
import io.prism.proxy.observe.ProxyMeters;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccessLogTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void writesEachCallAsALineOfJson() {
        // Given
        AccessLog log = log(Calls.ALL, out);

        // When
        log.add(line("/a.B/C"));
        log.close();

        // Then
        JsonObject read = new JsonObject(written());
        assertThat(read.getString("time")).isEqualTo("1970-01-01T00:00:07Z");
        assertThat(read.getString("requestId")).isEqualTo("r1");
        assertThat(read.getString("client")).isEqualTo("127.0.0.1:1");
        assertThat(read.getString("namespace")).isEqualTo("orders");
        assertThat(read.getString("binding")).isEqualTo("kv");
        assertThat(read.getString("method")).isEqualTo("/a.B/C");
        assertThat(read.getString("code")).isEqualTo("OK");
        assertThat(read.getDouble("millis")).isEqualTo(1.5);
        assertThat(read.containsKey("traceId")).isFalse();
    }

    @Test
    void writesOneLineWhateverAClientCalls() {
        // Given
        AccessLog log = log(Calls.ALL, out);
        String path = "/\"\\\n\r\u001b[31m\u2028ü}";

        // When
        log.add(line(path));
        log.add(line("/" + "x".repeat(10_000)));
        log.close();

        // Then
        String[] lines = written().split("\n", -1);
        assertThat(lines).hasSize(3);
        assertThat(new JsonObject(lines[0]).getString("method")).isEqualTo(path);
        assertThat(lines[0]).matches("[ -~]*");
        assertThat(lines[1]).hasSizeLessThan(600);
    }

    @Test
    void choosesCallsAsConfigured() {
        assertThat(log(Calls.NONE, out).wants(14)).isFalse();
        assertThat(log(Calls.ALL, out).wants(0)).isTrue();
        AccessLog sampled = log(Calls.SAMPLED, out);
        assertThat(sampled.wants(14)).isTrue();
        assertThat(IntStream.range(0, 10_000).filter(_ -> sampled.wants(0)).count())
                .isBetween(700L, 1_300L);
    }

    @Test
    void dropsLinesInsteadOfWaitingWhenNobodyReads() throws InterruptedException {
        // Given
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AccessLog log = log(Calls.ALL, new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("lines are written in pieces");
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                stuck.countDown();
                try {
                    go.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        log.add(line("/a.B/C"));
        stuck.await();

        // When
        long start = System.nanoTime();
        for (int i = 0; i < 50_000; i++) {
            log.add(line("/a.B/C"));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        double dropped = meters.get("prism.proxy.log.dropped").counter().count();
        go.countDown();
        log.close();

        // Then
        assertThat(dropped).isEqualTo(50_000 - 16_384);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }

    private AccessLog log(Calls calls, OutputStream to) {
        return new AccessLog(new ObserveConfig.AccessLog(calls, 0.1), to, new ProxyMeters(meters).logLinesDropped());
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static AccessLine line(String path) {
        return new AccessLine(Instant.ofEpochSecond(7), "r1", "", "127.0.0.1:1", "orders", "kv", path, "OK", 1_500_000);
    }
}

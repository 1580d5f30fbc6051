// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observed;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.prism.proxy.fidelity.Stage;
import io.prism.testkit.metrics.PromQl;
import io.prism.testkit.server.ServerMissing;
import io.prism.testkit.trace.SpanCollector;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Keeps {@code deploy/grafana} true. What the JVM and Quarkus export is checked with a whole proxy in gateway-tests. */
class GrafanaTest {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)");
    private static final Set<String> OF_THE_RUNTIME = Set.of("jvm", "netty", "process");

    @Test
    void asksForNothingThatTheDoorDoesNotExport() throws IOException {
        // Given
        Set<String> asked = new TreeSet<>(GrafanaFiles.metrics(GrafanaFiles.dashboard()));
        asked.addAll(GrafanaFiles.metrics(GrafanaFiles.alerts()));
        // Prometheus makes it itself.
        asked.remove("up");
        asked.removeIf(name -> OF_THE_RUNTIME.contains(name.substring(0, name.indexOf('_'))));

        // When
        Set<String> exported = exported();

        // Then
        assertThat(asked).hasSizeGreaterThan(8).isSubsetOf(exported);
    }

    @Test
    void showsEveryMetricOfTheDoor() throws IOException {
        // Given
        Set<String> shown = GrafanaFiles.metrics(GrafanaFiles.dashboard());

        // When
        Set<String> exported = exported();

        // Then
        // The calls handed to a binding are in the requests; sum and count are in the buckets.
        exported.removeAll(Set.of(
                "prism_proxy_calls_total", "prism_proxy_duration_seconds_sum", "prism_proxy_duration_seconds_count"));
        assertThat(exported).isSubsetOf(shown);
    }

    @Test
    void hasAnExpressionInEveryPanelAndEveryRule() throws IOException {
        assertThat(GrafanaFiles.dashboard())
                .hasSizeGreaterThan(15)
                .allSatisfy(expression -> assertThat(PromQl.metrics(expression)).isNotEmpty());
        assertThat(GrafanaFiles.alerts())
                .hasSize((int) Files.readAllLines(GrafanaFiles.folder().resolve("alerts.yml")).stream()
                        .filter(line -> line.contains("- alert:"))
                        .count())
                .allSatisfy(expression -> assertThat(PromQl.metrics(expression)).isNotEmpty());
    }

    @Test
    void passesPromtool() throws IOException, InterruptedException {
        promtool("check", "config", "prometheus.yml");
        promtool("check", "rules", "alerts.yml");
        promtool("test", "rules", "alerts-test.yml");
    }

    @Test
    void hasPanelsThatPrometheusUnderstands() throws IOException, InterruptedException {
        // Given
        List<String> rules = new ArrayList<>(List.of("groups: [{ name: dashboard, rules: ["));
        for (String expression : GrafanaFiles.dashboard()) {
            String filled = expression.replace("$__rate_interval", "5m").replaceAll("\\$\\w+", ".*");
            rules.add("  { record: a, expr: "
                    + new JsonObject().put("e", filled).encode().replaceAll("^\\{\"e\":|}$", "") + " },");
        }
        rules.add("]}]");
        var file = Files.createTempFile("dashboard", ".yml");
        Files.write(file, rules);

        // When / Then
        try {
            promtool("check", "rules", file.toString());
        } finally {
            Files.delete(file);
        }
    }

    private static Set<String> exported() throws IOException {
        try (SpanCollector collector = new SpanCollector();
                Stage stage = new Stage("tracing: { endpoint: \"%s\" }".formatted(collector.endpoint()), "")) {
            EchoCalls calls = new EchoCalls(stage);
            calls.serve("Good", Status.OK);
            calls.call("Good", new Metadata());
            Awaitility.await().until(() -> stage.meters().scrape().contains("prism_proxy_requests_total"));
            return SAMPLE.matcher(stage.meters().scrape())
                    .results()
                    .map(name -> name.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process promtool;
        try {
            promtool = new ProcessBuilder(command)
                    .directory(GrafanaFiles.folder().toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            throw ServerMissing.because("promtool", "install Debian's package prometheus");
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor(Duration.ofSeconds(30))).isTrue();
        assertThat(promtool.exitValue()).as(said).isZero();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.prism.testkit.python.PythonPatterns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** All that is needed to use Prism is curl: with keys, and with messages of a process that is written in Python. */
@EnabledIf(value = "io.prism.testkit.python.PythonPatterns#canServe", disabledReason = PythonPatterns.NEEDS)
class CurlTest {

    private static final String CONFIG = """
            backends:
              memory: { type: memory }
            namespaces:
              - { name: default, isolation: embedded, pattern: keyvalue, backend: memory }
              - name: news
                bindings:
                  - { name: bus, pattern: topics }
            """;
    private static final String KEYS = "/v1/default/keyvalue/KeyValueBasic/";
    private static final String BUS = "/v1/news/bus/PubSubBasic/";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void setsGetsPublishesAndSubscribes() throws IOException, InterruptedException {
        // Given
        PythonPatterns.install(PythonPatterns.TOPICS, folder);
        try (var prism = RunningPrism.startIn(folder, CONFIG)) {
            var curl = new Curl(prism.endpoint("proxy", "listen"));

            // When
            JsonNode set = json(post(curl, KEYS + "Set", "{\"key\": \"greeting\", \"value\": \"aGVsbG8=\"}"));
            JsonNode got = json(curl.print(KEYS + "Get?key=greeting"));

            // Then
            assertThat(set.get("success").asBoolean()).isTrue();
            assertThat(got.get("found").asBoolean()).isTrue();
            assertThat(got.get("value").asText()).isEqualTo("aGVsbG8=");

            // When
            Path heard = folder.resolve("heard");
            try (var subscription =
                    curl.stream(heard, BUS + "Subscribe", sent("{\"topic\": \"weather\", \"subscriberId\": \"me\"}"))) {
                Awaitility.await().atMost(RunningPrism.PATIENCE).until(() -> {
                    publish(curl, "anybody there?");
                    return subscription.printed().contains("data: ");
                });
                List<String> ids = List.of(publish(curl, "rain"), publish(curl, "sun"), publish(curl, "snow"));
                Awaitility.await()
                        .atMost(RunningPrism.PATIENCE)
                        .until(() -> subscription.printed().contains(ids.getLast()));
                post(curl, BUS + "Unsubscribe", "{\"topic\": \"weather\", \"subscriberId\": \"me\"}");
                Awaitility.await().atMost(RunningPrism.PATIENCE).until(subscription::ended);

                // Then
                List<JsonNode> messages = messages(subscription.printed());
                List<JsonNode> last = messages.subList(messages.size() - 3, messages.size());
                assertThat(last)
                        .extracting(message -> message.get("messageId").asText())
                        .isEqualTo(ids);
                assertThat(last).extracting(CurlTest::payload).containsExactly("rain", "sun", "snow");
                assertThat(last).allSatisfy(message -> {
                    assertThat(message.get("topic").asText()).isEqualTo("weather");
                    assertThat(message.get("metadata").get("from").asText()).isEqualTo("curl");
                    assertThat(message.get("timestamp").asLong()).isPositive();
                });
                assertThat(subscription.printed()).endsWith("event: end\ndata: {}\n\n");
            }
            assertThat(post(curl, BUS + "Subscribe", "{\"topic\": \"\"}"))
                    .contains("\"status\":400", "topic must not be empty");
        }
    }

    @Test
    void getsADocumentThatIsOpenApi() throws IOException, InterruptedException {
        // Given
        Path root = Path.of(requireNonNull(System.getProperty("prism.root")));
        String schema = Files.readString(root.resolve("proxy-app/src/test/resources/openapi/oas-3.1.schema.json"));
        try (var prism = RunningPrism.startIn(folder, CONFIG.substring(0, CONFIG.indexOf("  - name: news")))) {
            // When
            JsonNode document = json(new Curl(prism.endpoint("proxy", "listen")).print("/openapi.json"));

            // Then
            assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(document))
                    .isEmpty();
            assertThat(document.get("paths").size()).isGreaterThan(20);
            assertThat(document.get("paths").fieldNames())
                    .toIterable()
                    .contains("/v1/{namespace}/{binding}/PubSubBasic/Subscribe");
        }
    }

    private static String publish(Curl curl, String text) throws IOException, InterruptedException {
        String payload = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        String message = "{\"topic\": \"weather\", \"payload\": \"%s\", \"metadata\": {\"from\": \"curl\"}}";
        return json(post(curl, BUS + "Publish", message.formatted(payload)))
                .get("messageId")
                .asText();
    }

    private static List<JsonNode> messages(String printed) {
        return printed.lines()
                .filter(line -> line.startsWith("data: {\"topic\""))
                .map(line -> json(line.substring("data: ".length())))
                .toList();
    }

    private static String payload(JsonNode message) {
        return new String(Base64.getDecoder().decode(message.get("payload").asText()), StandardCharsets.UTF_8);
    }

    private static String post(Curl curl, String path, String body) throws IOException, InterruptedException {
        return curl.print(path, sent(body));
    }

    private static String[] sent(String body) {
        return new String[] {"-H", "content-type: application/json", "-d", body};
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new AssertionError(text, malformed);
        }
    }
}

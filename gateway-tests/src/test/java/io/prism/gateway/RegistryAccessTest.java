// SPDX-License-Identifier: Apache-2.0
package io.prism.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The access rules and limits of the schema registry stand in {@code prism.yaml}, and hold. */
class RegistryAccessTest {

    private static final String WRITER = "a-long-random-token-of-ci";
    private static final String READER = "a-long-random-token-of-a-report";
    private static final String SCHEMA = "{\"schema\": \"\\\"int\\\"\"}";
    private static final int LARGE = 2048;

    private static final String CONFIG = """
            proxy: { listen: "127.0.0.1:0", management: "127.0.0.1:0" }
            launcher: { listen: "127.0.0.1:0", management: "127.0.0.1:0", grace: 5s, spares: 0 }
            schema-registry:
              listen: "127.0.0.1:0"
              management: "127.0.0.1:0"
              store: memory
              access:
                tokens-file: programs
                rules:
                  - { allow: ci, to: write, subjects: "orders-*" }
                  - { allow: "group:reports", to: read, subjects: "orders-*" }
              limits: { request-size: 1KiB }
            backends:
              memory: { type: memory }
            namespaces:
              - { name: default, isolation: embedded, pattern: keyvalue, backend: memory }
            """;

    @TempDir
    Path folder;

    @Test
    void holdForWhoeverCalls() throws IOException, InterruptedException {
        // Given
        programs("sha256:" + sha256(WRITER) + ":ci\nsha256:" + sha256(READER) + ":report:reports,others\n");
        try (var prism = RunningPrism.startWith(folder, CONFIG);
                HttpClient client = HttpClient.newHttpClient()) {
            Registry registry = new Registry(client, "http://" + prism.endpoint("registry", "listen"));

            // Then
            assertThat(registry.versions("", "orders-a")).isEqualTo(401);
            assertThat(registry.register("", "orders-a", SCHEMA)).isEqualTo(401);
            assertThat(registry.register("Bearer wrong", "orders-a", SCHEMA)).isEqualTo(401);
            assertThat(registry.register("Bearer " + READER, "orders-a", SCHEMA))
                    .isEqualTo(403);
            assertThat(registry.register("Bearer " + WRITER, "bills-a", SCHEMA)).isEqualTo(403);
            assertThat(registry.register("Bearer " + WRITER, "orders-a", SCHEMA))
                    .isEqualTo(200);
            assertThat(registry.versions("Bearer " + READER, "orders-a")).isEqualTo(200);
            assertThat(registry.register("Bearer " + WRITER, "orders-a", SCHEMA + " ".repeat(LARGE)))
                    .isEqualTo(413);
            assertThat(prism.log()).doesNotContain(WRITER, READER, sha256(WRITER), sha256(READER));
            assertThat(prism.processes())
                    .flatExtracting(
                            process -> process.info().arguments().map(List::of).orElse(List.of()))
                    .contains("--store")
                    .noneMatch(argument -> argument.contains("programs") || argument.contains("sha256"));
        }
    }

    @Test
    void aWrongLineOfAFileIsNamedAndNotShown() throws IOException {
        // Given
        programs("# programs\nsha256:" + sha256(WRITER) + "\n");

        // Then
        assertThatThrownBy(() -> RunningPrism.startWith(folder, CONFIG).close())
                .hasMessageContaining("the launcher ended")
                .hasMessageContaining("cannot start: line 2 of programs is wrong: it is not sha256:HEX:NAME")
                .message()
                .doesNotContain(sha256(WRITER));
    }

    private void programs(String lines) throws IOException {
        Files.writeString(folder.resolve("programs"), lines);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A registry, asked for the status that it answers with. */
    private record Registry(HttpClient client, String at) {

        int versions(String authorization, String subject) throws IOException, InterruptedException {
            return status(authorization, request(subject));
        }

        int register(String authorization, String subject, String body) throws IOException, InterruptedException {
            return status(
                    authorization,
                    request(subject)
                            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                            .POST(BodyPublishers.ofString(body)));
        }

        private HttpRequest.Builder request(String subject) {
            return HttpRequest.newBuilder(URI.create(at + "/subjects/" + subject + "/versions"));
        }

        private int status(String authorization, HttpRequest.Builder request) throws IOException, InterruptedException {
            HttpRequest whole = authorization.isEmpty()
                    ? request.build()
                    : request.header("Authorization", authorization).build();
            HttpResponse<String> answer = client.send(whole, BodyHandlers.ofString());
            return answer.statusCode();
        }
    }
}

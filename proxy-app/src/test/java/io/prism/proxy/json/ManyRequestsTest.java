// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thousand small requests at once. */
class ManyRequestsTest {

    private static final int REQUESTS = 1_000;

    @ParameterizedTest
    @CsvSource({"HTTP_1_1,default", "HTTP_2,default", "HTTP_1_1,far", "HTTP_2,far"})
    void answersEach(Version version, String namespace) throws IOException, InterruptedException {
        // Given
        try (var stage = new JsonStage("max-streams: 2000", "");
                HttpClient client = HttpClient.newBuilder().version(version).build()) {
            client.send(stage.get("/v1/-/-/KeyValueBasic/Exists?key=first").build(), BodyHandlers.ofString());
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();

            // When
            for (int i = 0; i < REQUESTS; i++) {
                answers.add(client.sendAsync(
                        stage.post("/v1/" + namespace + "/kv/KeyValueCounter/Increment", "{\"key\":\"n\"}")
                                .build(),
                        BodyHandlers.ofString()));
            }
            List<Long> counts = answers.stream()
                    .map(CompletableFuture::join)
                    .peek(answer ->
                            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200))
                    .map(answer -> Long.parseLong(new JsonObject(answer.body()).getString("value")))
                    .sorted()
                    .toList();

            // Then
            assertThat(counts).hasSize(REQUESTS).doesNotHaveDuplicates().endsWith((long) REQUESTS);
            Awaitility.await().until(() -> stage.open() == 0);
        }
    }
}

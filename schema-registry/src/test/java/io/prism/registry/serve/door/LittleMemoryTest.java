// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LittleMemory.class)
class LittleMemoryTest {

    private static final int CHARS = 100_000;

    @Test
    void bodiesAreRefusedWhileOthersTakeTheMemoryForThem() throws IOException {
        // Given a body that does not come to an end
        URI base = URI.create(Rest.base());
        Socket slow = new Socket(base.getHost(), base.getPort());
        slow.getOutputStream()
                .write(("POST /subjects/slow/versions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 600000\r\n\r\n" + " ".repeat(500_000))
                        .getBytes(StandardCharsets.ISO_8859_1));

        // When
        await().until(() -> schema("refused", 0).status() == 429);
        Answer refused = schema("refused", 0);

        // Then
        refused.fails(429);
        assertThat(refused.get("message").asText()).contains("prism.registry.limits.call-memory");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        Rest.post("/subjects/small/versions", Rest.avro("\"int\"")).ok();
        slow.close();
        await().until(() -> schema("refused", 0).status() == 200);
    }

    @Test
    void anAnswerThatWouldTakeMoreThanThereIsSaysWhatToDo() {
        // Given
        schema("first", 1).ok();
        schema("second", 2).ok();

        // When
        Answer all = Rest.get("/schemas");

        // Then
        all.fails(42209);
        assertThat(all.get("message").asText()).contains("'limit'");
        Rest.get("/schemas?limit=1").ok();
        Rest.get("/subjects/first/versions/1").ok();
    }

    @Test
    void aSubjectIsBoundedAsAWhole() {
        // Given
        Rest.put("/config/whole", "{\"compatibility\":\"NONE\"}").ok();
        schema("whole", 1).ok();
        schema("whole", 2).ok();

        // When
        Answer third = schema("whole", 3);

        // Then
        third.fails(42209);
        assertThat(third.get("message").asText()).contains("prism.registry.limits.subject-size", "'whole'");
        schema("whole", 2).ok();
        Rest.delete("/subjects/whole/versions/1").ok();
        schema("whole", 3).fails(42209);
        Rest.delete("/subjects/whole/versions/1?permanent=true").ok();
        schema("whole", 3).ok();
    }

    private static Answer schema(String subject, int number) {
        return Rest.post(
                "/subjects/" + subject + "/versions",
                Rest.avro("{\"type\":\"fixed\",\"name\":\"F\",\"size\":%d,\"doc\":\"%s\"}"
                        .formatted(number + 1, "x".repeat(CHARS))));
    }
}

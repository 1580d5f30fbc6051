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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SmallLimits.class)
class FrontDoorTest {

    private static final String VERSIONS = "/subjects/a/versions";

    @Test
    void everyLimitIsKept() {
        Rest.post(VERSIONS, Rest.avro("\"" + "x".repeat(3000) + "\"")).fails(413);
        Rest.post(VERSIONS, Rest.avro("{\"type\":\"fixed\",\"name\":\"" + "x".repeat(300) + "\",\"size\":1}"))
                .fails(42209);
        Rest.post(VERSIONS, Rest.avro("{\"type\":\"array\",\"items\":".repeat(9) + "\"int\"" + "}".repeat(9)))
                .fails(42209);
        Rest.get("/subjects/" + "x".repeat(21) + "/versions").fails(42208);
    }

    @Test
    void pagesAreBounded() {
        // Given
        for (int i = 0; i < 5; i++) {
            Rest.post(
                            "/subjects/page" + i + "/versions",
                            Rest.avro("{\"type\":\"fixed\",\"name\":\"P\",\"size\":%d}".formatted(i + 1)))
                    .ok();
        }

        // Then
        assertThat(Rest.get("/subjects").ok().json()).hasSize(3);
        assertThat(Rest.get("/subjects?limit=100").ok().json()).hasSize(3);
        assertThat(Rest.get("/subjects?offset=3").ok().json()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(Rest.get("/schemas").ok().json()).hasSize(2);
    }

    @Test
    void onlySoManyCallsAreAnsweredAtOneTime() throws IOException {
        // Given two calls whose bodies never come to an end
        List<Socket> slow = new ArrayList<>();
        URI base = URI.create(Rest.base());
        for (int i = 0; i < 2; i++) {
            Socket socket = new Socket(base.getHost(), base.getPort());
            socket.getOutputStream()
                    .write(("POST " + VERSIONS
                                    + " HTTP/1.1\r\n"
                                    + "Host: x\r\n"
                                    + "Content-Type: application/json\r\n"
                                    + "Content-Length: 100\r\n\r\n"
                                    + "{")
                            .getBytes(StandardCharsets.ISO_8859_1));
            slow.add(socket);
        }

        // When
        await().until(() -> Rest.get("/subjects").status() == 429);
        Answer refused = Rest.get("/subjects");
        for (Socket socket : slow) {
            socket.close();
        }

        // Then
        refused.fails(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        await().until(() -> Rest.get("/subjects").status() == 200);
    }
}

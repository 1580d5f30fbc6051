// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.prism;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SchemaSite.class)
class TrustTest {

    private static final String VERSIONS = "/prism/v1/subjects/%s/versions";

    @Test
    void registersWhatIsWhatItShouldBe() throws NoSuchAlgorithmException {
        // When
        Answer first = Rest.post(VERSIONS.formatted("t-a"), request("/schemas/order.avsc", sha256(SchemaSite.SCHEMA)))
                .ok();
        int served = SchemaSite.SERVED.get();
        Answer second = Rest.post(VERSIONS.formatted("t-b"), request("/schemas/order.avsc", sha256(SchemaSite.SCHEMA)))
                .ok();

        // Then
        assertThat(first.get("schema").asText()).contains("\"Order\"");
        assertThat(second.get("id").asInt()).isEqualTo(first.get("id").asInt());
        assertThat(SchemaSite.SERVED.get())
                .as("the second comes from the cache")
                .isEqualTo(served);
        Rest.get("/subjects/t-a/versions").isJson("[1]");
    }

    @Test
    void refusesEverythingElse() throws NoSuchAlgorithmException {
        String right = sha256(SchemaSite.SCHEMA);
        refused("/schemas/order.avsc", sha256("other"), "has the sha256 " + right);
        refused("/schemas/order.avsc", "abc", "64 hexadecimal digits");
        refused("/elsewhere/order.avsc", right, "not among the allowed sources");
        refused("/schemas/nothing", right, "answers 404");
        refused("/schemas/moved", right, "answers 302, which is not followed");
        refused("/schemas/large", right, "larger than 10240 bytes");
        refused("/schemas/slow", right, "longer than PT2S");
        Rest.get("/subjects/t-refused/versions").fails(40401);
    }

    private static void refused(String path, String sha256, String why) {
        Answer answer = Rest.post(VERSIONS.formatted("t-refused"), request(path, sha256))
                .fails(42291);
        assertThat(answer.get("message").asText()).contains(why);
    }

    @Test
    void refusesASchemaOfAnotherName() throws NoSuchAlgorithmException {
        // Given
        ObjectNode body = body("/schemas/order.avsc", sha256(SchemaSite.SCHEMA));

        // Then
        Rest.post(
                        VERSIONS.formatted("t-name"),
                        body.put("schemaName", "shop.Invoice").toString())
                .fails(42291);
        Rest.post(
                        VERSIONS.formatted("t-name"),
                        body.put("schemaName", "shop.Order").toString())
                .ok();
        Rest.post(VERSIONS.formatted("t-name"), "{}").fails(422);
    }

    private static String request(String path, String sha256) {
        return body(path, sha256).toString();
    }

    private static ObjectNode body(String path, String sha256) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("url", SchemaSite.url(path))
                .put("sha256", sha256);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ContextDoorTest {

    private final String context = Rest.newContext();
    private final String base = "/contexts/" + context;

    @Test
    void aContextInFrontIsThatOfEverythingBehindIt() {
        // When
        Rest.post(base + "/subjects/orders/versions", Rest.avro("\"int\"")).ok();

        // Then
        String subject = ":" + context + ":orders";
        Rest.get(base + "/subjects").isJson("[\"" + subject + "\"]");
        Rest.get(base + "/subjects?subjectPrefix=or").isJson("[\"" + subject + "\"]");
        Rest.get(base + "/subjects/orders/versions").isJson("[1]");
        assertThat(Rest.get("/contexts/:" + context + ":/subjects/orders/versions/1")
                        .ok()
                        .get("subject")
                        .asText())
                .isEqualTo(subject);
        assertThat(Rest.get(base + "/schemas/ids/1").ok().get("schema").asText())
                .isEqualTo("\"int\"");
        assertThat(Rest.get(base + "/schemas/ids/1?subject=orders")
                        .ok()
                        .get("subject")
                        .asText())
                .isEqualTo(subject);
        assertThat(Rest.get(base + "/schemas").ok().json()).hasSize(1);
        Rest.post(base + "/compatibility/subjects/orders/versions/latest", Rest.avro("\"string\""))
                .isJson("{\"is_compatible\":false}");
        Rest.put(base + "/config", "{\"compatibility\":\"NONE\"}").ok();
        Rest.get("/config/" + Rest.in(context, "")).isJson("{\"compatibilityLevel\":\"NONE\"}");
        Rest.put(base + "/mode/orders", "{\"mode\":\"READONLY\"}").ok();
        Rest.get("/mode/" + Rest.in(context, "orders")).isJson("{\"mode\":\"READONLY\"}");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;

/**
 * What the registry answered.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body as it came
 */
public record Answer(int status, HttpHeaders headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + body, e);
        }
    }

    /** The field {@code name} of the body. */
    public JsonNode get(String name) {
        return json().path(name);
    }

    /** Succeeds when it is 200. */
    public Answer ok() {
        assertThat(status).as(body).isEqualTo(200);
        return this;
    }

    /** Succeeds when it is 200 with exactly this JSON. */
    public void isJson(String expected) {
        ok();
        try {
            assertThat(json()).isEqualTo(JSON.readTree(expected));
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + expected, e);
        }
    }

    /** Succeeds when it is an error with this code in the body, and the status that belongs to it. */
    public Answer fails(int code) {
        assertThat(get("error_code").asInt()).as(body).isEqualTo(code);
        assertThat(status).as(body).isEqualTo(code > 999 ? code / 100 : code);
        assertThat(headers.firstValue("Content-Type")).contains("application/vnd.schemaregistry.v1+json");
        assertThat(get("message").asText()).isNotBlank();
        return this;
    }

    /** Succeeds when it is an error with this code and exactly this text. */
    public void fails(int code, String message) {
        fails(code);
        assertThat(get("message").asText()).isEqualTo(message);
    }
}

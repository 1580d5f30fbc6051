// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RegisterTest {

    private static final String USER = "{\"type\":\"record\",\"name\":\"User\",\"fields\":[%s]}";
    private static final String ID = "{\"name\":\"id\",\"type\":\"int\"}";
    private static final String NICK = "{\"name\":\"nick\",\"type\":\"string\",\"default\":\"\"}";
    private static final String AGE = "{\"name\":\"age\",\"type\":\"int\"}";

    private final String context = Rest.newContext();
    private final String orders = "/subjects/" + Rest.in(context, "orders") + "/versions";
    private final String audit = "/subjects/" + Rest.in(context, "audit") + "/versions";

    @Test
    void registers() {
        // When
        Answer answer = Rest.post(orders, Rest.avro(USER.formatted(ID))).ok();

        // Then
        assertThat(answer.get("id").asInt()).isEqualTo(1);
        assertThat(answer.get("version").asInt()).isEqualTo(1);
        assertThat(answer.get("guid").asText()).hasSize(36);
        assertThat(answer.get("ts").asLong()).isPositive();
        assertThat(answer.get("schema").asText()).isEqualTo(USER.formatted(ID));
        assertThat(answer.json().has("schemaType")).isFalse();
        assertThat(answer.headers().firstValue("Content-Type")).contains(Rest.V1);
    }

    @Test
    void sameSchemaHasOneIdInAllSubjectsOfAContextAndIsRegisteredOnce() {
        // Given
        String schema = USER.formatted(ID);
        Rest.post(orders, Rest.avro("\"string\"")).ok();
        Rest.post(audit, Rest.avro(schema)).ok();

        // When
        Answer again = Rest.post(audit, Rest.avro(" " + schema + "\n")).ok();
        String elsewhere = "/subjects/" + Rest.in(Rest.newContext(), "orders") + "/versions";

        // Then
        assertThat(again.get("id").asInt()).isEqualTo(2);
        assertThat(again.get("version").asInt()).isEqualTo(1);
        assertThat(Rest.post(elsewhere, Rest.avro(schema)).get("id").asInt()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsIncompatibleAndSaysWhy() {
        // Given
        Rest.post(orders, Rest.avro(USER.formatted(ID))).ok();

        // When
        Answer refused = Rest.post(orders, Rest.avro(USER.formatted(ID + "," + AGE)));

        // Then
        refused.fails(40901);
        assertThat(refused.get("message").asText())
                .startsWith(
                        "Schema being registered is incompatible with an earlier schema for subject \":%s:orders\", details: ["
                                .formatted(context))
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE")
                .contains("{oldSchemaVersion: 1}")
                .endsWith("{validateFields: 'false', compatibility: 'BACKWARD'}]");
        Rest.post(orders, Rest.avro(USER.formatted(ID + "," + NICK))).ok();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schema\":\"{\",\"schemaType\":\"AVRO\"}|42201",
                "{\"schema\":\"\\\"nothing\\\"\"}|42201",
                "{\"schema\":\"\\\"int\\\"\",\"schemaType\":\"XML\"}|42201",
                "{\"schema\":\"\"}|42201",
                "{}|42201",
                "{\"schema\":\"\\\"int\\\"\",\"version\":7}|42201",
                "{\"schema\":\"\\\"int\\\"\",\"version\":-2}|42202",
                "{\"schema\":\"\\\"int\\\"\",\"id\":7}|42205",
                "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"name\":\"x\",\"subject\":\"no\",\"version\":1}]}|42201",
                "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"name\":\"x\",\"subject\":\"no\",\"version\":0}]}|42201",
                "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"subject\":\"no\",\"version\":1}]}|42201",
                "{\"schema\":\"\\\"int\\\"\",\"ruleSet\":{\"domainRules\":[{\"type\":\"CEL\"}]}}|42210",
                "{\"schema\":\"\\\"int\\\"\",\"ruleSet\":{\"domainRules\":[{\"name\":\"a\"}]}}|42210",
                "{\"schema\":\"\\\"int\\\"\",\"ruleSet\":{\"domainRules\":[{\"name\":\"a\",\"type\":\"CEL\",\"mode\":\"UPGRADE\"}]}}|42210",
                "{\"schema\":{\"type\":\"int\"}}|400",
                "{\"schema\":\"\\\"int\\\"\",\"references\":{}}|400",
                "{\"schema\":\"\\\"int\\\"\",\"version\":\"x\"}|400",
                "{\"schema\":\"\\\"int\\\"\",\"version\":1.5}|400",
                "[]|400",
                "{|400",
                "{} x|400",
            })
    void refusesWhatIsWrong(String body, int code) {
        Rest.post(orders, body).fails(code);
    }

    @Test
    void aVersionThatIsNamedMustBeTheNext() {
        // Given
        Rest.post(
                        orders,
                        Rest.body(USER.formatted(ID), "AVRO").put("version", 1).toString())
                .ok();

        // When
        Answer second = Rest.post(
                orders,
                Rest.body(USER.formatted(ID + "," + NICK), "AVRO")
                        .put("version", 2)
                        .toString());

        // Then
        assertThat(second.ok().get("version").asInt()).isEqualTo(2);
        assertThat(second.get("metadata")
                        .path("properties")
                        .path("confluent:version")
                        .asText())
                .isEqualTo("2");
        Rest.post(orders, Rest.body("\"int\"", "AVRO").put("version", 4).toString())
                .fails(42201, "Version is not one more than previous version");
    }

    @Test
    void withoutATextTheLatestOneIsKeptWithOtherMetadata() {
        // Given
        Rest.post(orders, Rest.avro(USER.formatted(ID))).ok();
        ObjectNode body = Rest.body("", "AVRO");
        body.putObject("metadata").putObject("properties").put("owner", "shop");

        // When
        Answer second = Rest.post(orders, body.toString()).ok();
        Answer inherited =
                Rest.post(orders, Rest.avro(USER.formatted(ID + "," + NICK))).ok();

        // Then
        assertThat(second.get("version").asInt()).isEqualTo(2);
        assertThat(second.get("schema").asText()).isEqualTo(USER.formatted(ID));
        assertThat(inherited.get("version").asInt()).isEqualTo(3);
        assertThat(inherited.get("metadata").path("properties").path("owner").asText())
                .isEqualTo("shop");
    }

    @Test
    void keepsRulesAndAddsThoseOfTheConfiguration() {
        // Given
        Rest.put("/config/" + Rest.in(context, "orders"), """
            {"defaultMetadata":{"properties":{"owner":"shop","zone":"eu"}},
             "overrideMetadata":{"properties":{"zone":"us"}},
             "defaultRuleSet":{"domainRules":[{"name":"check","kind":"CONDITION","type":"CEL","mode":"WRITE","expr":"true"}]}}
            """).ok();
        ObjectNode body = Rest.body(USER.formatted(ID), "AVRO");
        body.putObject("metadata").putObject("properties").put("owner", "me");

        // When
        Answer answer = Rest.post(orders, body.toString()).ok();

        // Then
        assertThat(answer.get("metadata").path("properties").toString())
                .isEqualTo("{\"owner\":\"me\",\"zone\":\"us\"}");
        assertThat(answer.get("ruleSet")
                        .path("domainRules")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("check");
        assertThat(Rest.post(orders, body.toString()).get("version").asInt()).isEqualTo(1);
    }

    @Test
    void normalizesWhenAsked() {
        // Given
        String turned = "{\"name\":\"User\",\"fields\":[{\"type\":\"int\",\"name\":\"id\"}],\"type\":\"record\"}";
        Rest.post(orders + "?normalize=true", Rest.avro(USER.formatted(ID))).ok();

        // When
        Answer again = Rest.post(orders + "?normalize=true", Rest.avro(turned)).ok();

        // Then
        assertThat(again.get("version").asInt()).isEqualTo(1);
    }

    @Test
    void simultaneousRegistrationsGetDifferentVersionsAndOneIdEach() throws InterruptedException, ExecutionException {
        // Given
        Rest.put("/config/" + Rest.in(context, "orders"), "{\"compatibility\":\"NONE\"}")
                .ok();
        List<Callable<Answer>> calls = IntStream.range(0, 64)
                .mapToObj(i -> (Callable<Answer>) () -> Rest.post(
                        orders, Rest.avro("{\"type\":\"fixed\",\"name\":\"F\",\"size\":%d}".formatted(1 + i % 32))))
                .toList();

        // When
        List<Answer> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get().ok());
            }
        }

        // Then
        Set<Integer> versions =
                answers.stream().map(a -> a.get("version").asInt()).collect(Collectors.toSet());
        Set<Integer> ids = answers.stream().map(a -> a.get("id").asInt()).collect(Collectors.toSet());
        assertThat(versions).hasSize(32);
        assertThat(ids).hasSize(32);
        assertThat(Rest.get(orders).json()).hasSize(32);
    }

    @Test
    void tagsCanBeAddedOnTheWay() {
        // Given
        ObjectNode body = Rest.body(USER.formatted(ID), "AVRO");
        ObjectNode item = body.putArray("schemaTagsToAdd").addObject();
        item.putObject("schemaEntity").put("entityPath", "User.id").put("entityType", "sr_field");
        item.putArray("tags").add("PII");

        // When
        Answer answer = Rest.post(orders, body.toString()).ok();

        // Then
        assertThat(answer.get("schema").asText()).contains("\"confluent:tags\":[\"PII\"]");
    }
}

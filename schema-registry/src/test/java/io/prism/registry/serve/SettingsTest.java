// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prism.registry.wire.Answer;
import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /config}, {@code /mode} and {@code /contexts}. */
@QuarkusTest
class SettingsTest {

    private final String context = Rest.newContext();
    private final String orders = Rest.in(context, "orders");
    private final String versions = "/subjects/" + orders + "/versions";

    /** What is set for everything would be seen by other tests. */
    @AfterEach
    void back() {
        Rest.put("/mode", "{\"mode\":\"READWRITE\"}");
        Rest.delete("/mode");
        Rest.delete("/config");
    }

    @Test
    void theGlobalConfigurationHasADefault() {
        Rest.get("/config").isJson("{\"compatibilityLevel\":\"BACKWARD\"}");
        Rest.get("/config?defaultToGlobal=true").isJson("{\"compatibilityLevel\":\"BACKWARD\"}");
    }

    @Test
    void theGlobalConfigurationCanBeChanged() {
        // When
        Rest.put("/config", "{\"compatibility\":\"full\",\"normalize\":true}")
                .isJson("{\"normalize\":true,\"compatibility\":\"FULL\"}");

        // Then
        Rest.get("/config").isJson("{\"normalize\":true,\"compatibilityLevel\":\"FULL\"}");
        Rest.get("/config/" + orders + "?defaultToGlobal=true")
                .isJson("{\"normalize\":true,\"compatibilityLevel\":\"FULL\"}");
        Rest.put("/config", "{\"compatibility\":\"whatever\"}")
                .fails(
                        42203,
                        "Invalid compatibility level. Valid values are none, backward, forward, full, "
                                + "backward_transitive, forward_transitive, and full_transitive");
    }

    @Test
    void theGlobalConfigurationGoesBackToTheDefault() {
        // Given
        Rest.put("/config", "{\"compatibility\":\"NONE\"}").ok();

        // When
        Rest.delete("/config").isJson("{\"compatibilityLevel\":\"NONE\"}");

        // Then
        Rest.get("/config").isJson("{\"compatibilityLevel\":\"BACKWARD\"}");
    }

    @Test
    void theConfigurationOfASubjectIsItsOwnUnlessAsked() {
        // Given
        Rest.get("/config/" + orders)
                .fails(
                        40408,
                        "Subject ':%s:orders' does not have subject-level compatibility configured".formatted(context));

        // When
        Rest.put("/config/" + orders, "{\"compatibilityGroup\":\"major\"}").ok();

        // Then
        Rest.get("/config/" + orders).isJson("{\"compatibilityGroup\":\"major\"}");
        Rest.get("/config/" + orders + "?defaultToGlobal=true")
                .isJson("{\"compatibilityLevel\":\"BACKWARD\",\"compatibilityGroup\":\"major\"}");
    }

    @Test
    void anUpdateOfASubjectKeepsWhatItDoesNotName() {
        // Given
        Rest.put(
                        "/config/" + orders,
                        "{\"compatibility\":\"NONE\",\"validateFields\":true,\"compatibilityPolicy\":\"lenient\"}")
                .ok();

        // When
        Rest.put("/config/" + orders, "{\"compatibility\":\"FORWARD\",\"validateFields\":null}")
                .ok();

        // Then
        Rest.get("/config/" + orders)
                .isJson("{\"compatibilityLevel\":\"FORWARD\",\"compatibilityPolicy\":\"LENIENT\"}");
    }

    @Test
    void theConfigurationOfASubjectCanBeUnset() {
        // Given
        Rest.put("/config/" + orders, "{\"compatibility\":\"NONE\"}").ok();

        // When
        Rest.delete("/config/" + orders).isJson("{\"compatibilityLevel\":\"NONE\"}");

        // Then
        Rest.delete("/config/" + orders).fails(40401);
        Rest.get("/config/" + orders).fails(40408);
    }

    @Test
    void theConfigurationOfAContextIsForItsSubjects() {
        // Given
        Rest.put("/config/" + Rest.in(context, ""), "{\"compatibility\":\"NONE\"}")
                .ok();
        Rest.post(versions, Rest.avro("\"int\"")).ok();

        // When
        Rest.post(versions, Rest.avro("\"string\"")).ok();

        // Then
        Rest.get("/config/" + orders + "?defaultToGlobal=true").isJson("{\"compatibilityLevel\":\"NONE\"}");
        Rest.get("/config/" + orders).fails(40408);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"compatibility\":\"\"}|42203",
                "{\"compatibilityPolicy\":\"LOGICAL\"}|42203",
                "{\"validateRules\":true}|422",
                "{\"normalize\":\"yes\"}|400",
                "{\"defaultMetadata\":[]}|400",
                "{\"defaultRuleSet\":{\"domainRules\":[{}]}}|42210",
                "x|400",
            })
    void refusesConfigurationsThatAreWrong(String body, int code) {
        Rest.put("/config/" + orders, body).fails(code);
        Rest.put("/config", body).fails(code);
    }

    @Test
    void aGroupIsComparedWithinItself() {
        // Given
        Rest.put("/config/" + orders, "{\"compatibilityGroup\":\"major\"}").ok();
        Rest.post(versions, grouped("\"int\"", "1")).ok();

        // Then
        Rest.post(versions, grouped("\"string\"", "1")).fails(40901);
        Rest.post(versions, grouped("\"string\"", "2")).ok();
        Rest.post(versions, grouped("\"long\"", "1")).ok();
    }

    private static String grouped(String schema, String major) {
        ObjectNode body = Rest.body(schema, "AVRO");
        body.putObject("metadata").putObject("properties").put("major", major);
        return body.toString();
    }

    @Test
    void theGlobalModeCanBeSet() {
        // Given
        Rest.get("/mode").isJson("{\"mode\":\"READWRITE\"}");

        // When
        Rest.put("/mode", "{\"mode\":\"readonly\"}").isJson("{\"mode\":\"READONLY\"}");

        // Then
        Rest.get("/mode").isJson("{\"mode\":\"READONLY\"}");
        Rest.get("/mode/" + orders + "?defaultToGlobal=true").isJson("{\"mode\":\"READONLY\"}");
        Rest.post(versions, Rest.avro("\"int\"")).fails(42205);
        Rest.put("/config", "{\"compatibility\":\"NONE\"}").fails(42205);
    }

    @Test
    void theGlobalModeGoesBackToTheDefault() {
        // Given
        Rest.put("/mode", "{\"mode\":\"READONLY\"}").ok();
        Rest.put("/mode/" + orders, "{\"mode\":\"READONLY\"}").ok();

        // When
        Rest.delete("/mode?recursive=true").isJson("{\"mode\":\"READONLY\"}");

        // Then
        Rest.get("/mode").isJson("{\"mode\":\"READWRITE\"}");
        Rest.get("/mode/" + orders).fails(40409);
    }

    @Test
    void theModeOfASubjectIsItsOwnUnlessAsked() {
        // Given
        Rest.get("/mode/" + orders)
                .fails(40409, "Subject ':%s:orders' does not have subject-level mode configured".formatted(context));

        // When
        Rest.put("/mode/" + orders, "{\"mode\":\"READONLY\"}").isJson("{\"mode\":\"READONLY\"}");

        // Then
        Rest.get("/mode/" + orders).isJson("{\"mode\":\"READONLY\"}");
        Rest.post(versions, Rest.avro("\"int\""))
                .fails(42205, "Subject :%s:orders is in read-only mode".formatted(context));
        Rest.post("/subjects/" + Rest.in(context, "other") + "/versions", Rest.avro("\"int\""))
                .ok();
    }

    @Test
    void theModeOfASubjectCanBeUnset() {
        // Given
        Rest.put("/mode/" + orders, "{\"mode\":\"READONLY\"}").ok();

        // When
        Rest.delete("/mode/" + orders).isJson("{\"mode\":\"READONLY\"}");

        // Then
        Rest.delete("/mode/" + orders).fails(40401);
        Rest.post(versions, Rest.avro("\"int\"")).ok();
    }

    @Test
    void readOnlyForbidsDeletion() {
        // Given
        Rest.post(versions, Rest.avro("\"int\"")).ok();
        Rest.put("/mode/" + orders, "{\"mode\":\"READONLY\"}").ok();

        // Then
        Rest.delete(versions + "/1").fails(42205);
        Rest.delete("/subjects/" + orders).fails(42205);
        Rest.put("/config/" + orders, "{\"compatibility\":\"NONE\"}").fails(42205);
        Rest.get(versions + "/1").ok();
    }

    @Test
    void readOnlyOverrideIsAboveSubjects() {
        // Given
        Rest.put("/mode/" + orders, "{\"mode\":\"READWRITE\"}").ok();

        // When
        Rest.put("/mode", "{\"mode\":\"READONLY_OVERRIDE\"}").ok();

        // Then
        Rest.post(versions, Rest.avro("\"int\"")).fails(42205);
    }

    @Test
    void importTakesIdsAndVersionsOfOnesOwn() {
        // Given
        Rest.put("/mode/" + orders, "{\"mode\":\"IMPORT\"}").ok();
        ObjectNode body = Rest.body("\"int\"", "AVRO").put("id", 40).put("version", 5);

        // When
        Answer imported = Rest.post(versions, body.toString()).ok();
        Answer again = Rest.post(versions, body.toString()).ok();
        Rest.post(
                        versions,
                        Rest.body("\"string\"", "AVRO")
                                .put("id", 41)
                                .put("version", 6)
                                .toString())
                .ok();

        // Then
        assertThat(imported.get("id").asInt()).isEqualTo(40);
        assertThat(imported.get("version").asInt()).isEqualTo(5);
        assertThat(again.get("version").asInt()).isEqualTo(5);
        Rest.get(versions).isJson("[5,6]");
        Rest.post(versions, Rest.avro("\"long\"")).fails(42205);
        Rest.post(versions, Rest.body("\"long\"", "AVRO").put("id", 40).toString())
                .fails(42205);
    }

    @Test
    void importNeedsAnEmptySubjectOrForce() {
        // Given
        Rest.post(versions, Rest.avro("\"int\"")).ok();

        // Then
        Rest.put("/mode/" + orders, "{\"mode\":\"IMPORT\"}")
                .fails(42205, "Cannot import since found existing subjects");
        Rest.put("/mode/" + Rest.in(context, ""), "{\"mode\":\"IMPORT\"}").fails(42205);
        Rest.put("/mode/" + orders + "?force=true", "{\"mode\":\"IMPORT\"}").ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"mode\":\"ANY\"}", "{}", "{\"mode\":null}"})
    void refusesModesThatAreNone(String body) {
        Rest.put("/mode/" + orders, body)
                .fails(42204, "Invalid mode. Valid values are READWRITE, READONLY, IMPORT and FORWARD.");
    }

    @Test
    void forwardIsForEverythingOnly() {
        Rest.put("/mode/" + orders, "{\"mode\":\"FORWARD\"}")
                .fails(42205, "Forward mode only supported on global level");
        Rest.put("/mode", "{\"mode\":\"FORWARD\"}").ok();
        Rest.post(versions, Rest.avro("\"int\"")).fails(42205);
    }

    @Test
    void listsContexts() {
        // Given
        Rest.post(versions, Rest.avro("\"int\"")).ok();

        // Then
        assertThat(Rest.get("/contexts").ok().json().toString())
                .startsWith("[\".\"")
                .contains("\"" + context + "\"");
        Rest.get("/contexts?contextPrefix=" + context).isJson("[\"" + context + "\"]");
        Rest.get("/contexts?limit=1").isJson("[\".\"]");
    }

    @Test
    void deletesAContextThatIsEmpty() {
        // Given
        Rest.post(versions, Rest.avro("\"int\"")).ok();
        Rest.delete("/contexts/" + context).fails(42211, "The specified context '%s' is not empty.".formatted(context));
        Rest.delete("/subjects/" + orders).ok();
        Rest.delete("/contexts/" + context).fails(42211);
        Rest.delete("/subjects/" + orders + "?permanent=true").ok();

        // When
        Answer deleted = Rest.delete("/contexts/" + Rest.in(context, ""));

        // Then
        assertThat(deleted.status()).isEqualTo(204);
        Rest.delete("/contexts/" + context).fails(40401);
        Rest.delete("/contexts/:.:").fails(42205);
        Rest.delete("/contexts/nodot").fails(40401);
    }
}

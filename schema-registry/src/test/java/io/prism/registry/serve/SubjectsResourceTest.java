// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.serve;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.is;

import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SubjectsResourceTest {

    private static final String V1 = "application/vnd.schemaregistry.v1+json";

    @Test
    void listsSubjects() {
        // Given
        String context = Rest.newContext();
        Rest.post("/subjects/" + Rest.in(context, "b") + "/versions", Rest.avro("\"int\""))
                .ok();
        Rest.post("/subjects/" + Rest.in(context, "a") + "/versions", Rest.avro("\"int\""))
                .ok();

        // Then
        Rest.get("/subjects?subjectPrefix=" + Rest.in(context, ""))
                .isJson("[\":%1$s:a\",\":%1$s:b\"]".formatted(context));
        Rest.get("/subjects?offset=1&limit=5&subjectPrefix=" + Rest.in(context, ""))
                .isJson("[\":%s:b\"]".formatted(context));
    }

    @Test
    void nothingStartsWithWhatNobodyUses() {
        when().get("/subjects?subjectPrefix=nobody-uses-this")
                .then()
                .statusCode(200)
                .header("Content-Type", V1)
                .body(is("[]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, "application/vnd.schemaregistry+json", "application/json"})
    void answersInTheTypeThatIsAskedFor(String type) {
        given().accept(type).when().get("/subjects").then().statusCode(200).header("Content-Type", type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "application/json, " + V1, "application/json;q=0.5, " + V1})
    void prefersTheVersionedType(String accept) {
        given().accept(accept).when().get("/subjects").then().statusCode(200).header("Content-Type", V1);
    }

    @Test
    void takesTheQueryParametersOfConfluent() {
        when().get("/subjects?subjectPrefix=nobody-uses-this&deleted=true&deletedOnly=FALSE&offset=1&limit=2")
                .then()
                .statusCode(200)
                .body(is("[]"));
    }

    @ParameterizedTest
    @CsvSource({
        "deleted, maybe, true or false",
        "deletedOnly, 1, true or false",
        "offset, -1, 'a whole number, 0 or more'",
        "offset, x, 'a whole number, 0 or more'",
        "limit, -2, 'a whole number, -1 or more'",
        "limit, 99999999999, 'a whole number, -1 or more'",
    })
    void refusesAMalformedParameter(String name, String value, String allowed) {
        given().queryParam(name, value)
                .when()
                .get("/subjects")
                .then()
                .statusCode(422)
                .header("Content-Type", V1)
                .body("error_code", is(422))
                .body("message", is("Query parameter '%s' must be %s, but is '%s'".formatted(name, allowed, value)));
    }

    @Test
    void refusesAnotherContentType() {
        given().accept("text/html")
                .when()
                .get("/subjects")
                .then()
                .statusCode(406)
                .header("Content-Type", V1)
                .body("error_code", is(406))
                .body("message", is("HTTP 406 Not Acceptable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/subjects/a/nothing", "/schemas/nothing"})
    void anUnknownPathGetsConfluentsBody(String path) {
        when().get(path)
                .then()
                .statusCode(404)
                .header("Content-Type", V1)
                .body(is("{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}"));
    }

    @Test
    void anotherMethodGetsConfluentsBody() {
        when().delete("/subjects")
                .then()
                .statusCode(405)
                .header("Content-Type", V1)
                .body("error_code", is(405))
                .body("message", is("HTTP 405 Method Not Allowed"));
    }
}

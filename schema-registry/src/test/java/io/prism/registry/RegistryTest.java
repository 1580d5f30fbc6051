// SPDX-License-Identifier: Apache-2.0
package io.prism.registry;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.prism.core.config.HostPort;
import io.prism.registry.store.choice.StoreChoice;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class RegistryTest {

    private static final HostPort ANY = new HostPort("127.0.0.1", 0);
    private static final StoreChoice MEMORY = new StoreChoice.Memory();

    private final Registry registry;

    @TempDir
    Path folder;

    RegistryTest(Registry registry) {
        this.registry = registry;
    }

    @Test
    void writesThePortsThatWereReallyTaken() throws IOException {
        // Given
        Path file = folder.resolve("endpoint");

        // When
        boolean announced = registry.announce(new RegistryArguments(ANY, ANY, Optional.of(file), false, MEMORY));

        // Then
        assertThat(announced).isTrue();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        when().get(base(lines.get(0), "listen=") + "/subjects").then().statusCode(200);
        when().get(base(lines.get(1), "management=") + "/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", is("UP"));
    }

    @Test
    void healthAndMetricsAnswerOnTheManagementInterfaceOnly() throws IOException {
        // Given
        Path file = folder.resolve("endpoint");
        registry.announce(new RegistryArguments(ANY, ANY, Optional.of(file), false, MEMORY));
        String management = base(Files.readAllLines(file).get(1), "management=");

        when().get("/subjects");

        // Then
        when().get(management + "/q/health/live").then().statusCode(200);
        when().get(management + "/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("http_server_requests_seconds_count"));
        when().get("/q/health/live").then().statusCode(404);
    }

    @Test
    void failsWhenTheEndpointFileCannotBeWritten() {
        // When
        boolean announced = registry.announce(new RegistryArguments(
                ANY, ANY, Optional.of(folder.resolve("missing").resolve("at")), false, MEMORY));

        // Then
        assertThat(announced).isFalse();
    }

    private static String base(String line, String key) {
        assertThat(line).startsWith(key);
        return "http://" + line.substring(key.length());
    }
}

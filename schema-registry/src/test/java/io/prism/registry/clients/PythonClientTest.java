// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.registry.wire.Rest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Confluent's own client for Python, as Debian has it: without Avro, whose library Debian does not have. */
@QuarkusTest
class PythonClientTest {

    private static final String PYTHON = "/usr/bin/python3";
    private static final Duration RUN = Duration.ofMinutes(1);

    @Test
    void registersLooksUpSerialisesAndDeserialises() throws IOException, InterruptedException {
        // Given
        Programs.need(List.of(PYTHON, "-c", "import confluent_kafka, requests, jsonschema, google.protobuf"));

        // When
        String output = Programs.run(
                Path.of("src/test/python"),
                RUN,
                PYTHON,
                "-B",
                "clients.py",
                Rest.base().replaceFirst("/$", ""));

        // Then
        assertThat(output.lines().filter(line -> line.startsWith("ok ")))
                .containsExactly("ok python rest", "ok python json", "ok python protobuf");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.prism.proxy.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "order-7", "0191f3a2-5b1c-7d3e-8f4a-6b5c4d3e2f1a", "svc:1.2_3"})
    void keepsWhatTheClientGives(String id) {
        // Given
        Http2Headers headers = headers(id);

        // When / Then
        assertThat(RequestIds.of(headers)).hasToString(id);
        assertThat(headers.get(RequestIds.HEADER)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "quote\"", "ü", "{}"})
    void replacesWhatWouldNotBeFitForALog(String id) {
        // Given
        Http2Headers headers = headers(id);

        // When
        String made = RequestIds.of(headers).toString();

        // Then
        assertThat(made).matches("[0-9a-f]{24}");
        assertThat(headers.getAll(RequestIds.HEADER)).hasSize(1).first().hasToString(made);
    }

    @Test
    void replacesWhatIsTooLong() {
        assertThat(RequestIds.of(headers("x".repeat(129))).toString()).hasSize(24);
        assertThat(RequestIds.of(headers("x".repeat(128))).toString()).hasSize(128);
    }

    @Test
    void makesNoNameTwice() {
        // When
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            made.add(RequestIds.of(new DefaultHttp2Headers()).toString());
        }

        // Then
        assertThat(made).hasSize(100_000);
    }

    private static Http2Headers headers(String id) {
        return new DefaultHttp2Headers(false).set(RequestIds.HEADER, id);
    }
}

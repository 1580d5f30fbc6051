// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.prism.schema.SchemaFormat;
import io.prism.schema.source.SchemaSource;
import org.junit.jupiter.api.Test;

class RecentTextsTest {

    private final RecentTexts recent = new RecentTexts();

    @Test
    void whatComesAgainSoonIsKnown() {
        assertThat(again("\"int\"")).isFalse();
        assertThat(again("\"long\"")).isFalse();
        assertThat(again("\"int\"")).isTrue();
        assertThat(recent.again(SchemaFormat.JSON, SchemaSource.of("\"int\""))).isFalse();
        assertThat(recent.again(SchemaFormat.AVRO, SchemaSource.of("\"long\"").written("\"long\"")))
                .isTrue();
    }

    @Test
    void whatComesAgainMuchLaterIsForgotten() {
        // Given
        again("\"int\"");

        // When
        int known = 0;
        for (int i = 0; i < 10_000; i++) {
            known += again("\"record" + i + "\"") ? 1 : 0;
        }

        // Then
        assertThat(known).isZero();
        assertThat(again("\"int\"")).isFalse();
    }

    private boolean again(String text) {
        return recent.again(SchemaFormat.AVRO, SchemaSource.of(text));
    }
}

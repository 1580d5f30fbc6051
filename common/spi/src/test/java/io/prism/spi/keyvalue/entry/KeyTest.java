// SPDX-License-Identifier: Apache-2.0
package io.prism.spi.keyvalue.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KeyTest {

    @Test
    void acceptsTheLongestName() {
        // Given
        String longest = "é".repeat(Key.MAX_BYTES / 2);

        // When
        Key key = new Key(longest);

        // Then
        assertThat(key).hasToString(longest);
    }

    @Test
    void refusesAnEmptyName() {
        assertThatThrownBy(() -> new Key("")).isInstanceOf(Rejected.class).hasMessage("key must not be empty");
    }

    @Test
    void refusesANameThatIsOneByteTooLong() {
        assertThatThrownBy(() -> new Key("x".repeat(Key.MAX_BYTES + 1)))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("1025")
                .hasMessageContaining("1024");
    }

    @Test
    void refusesHalfOfASurrogatePair() {
        assertThatThrownBy(() -> new Key("a\ud83d"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("index 1");
        assertThatThrownBy(() -> new Key("\ude00b"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("index 0");
    }

    @Property
    void countsTheBytesThatEncodingWouldGive(@ForAll @StringLength(max = 50) String text) {
        // Given
        boolean encodable = StandardCharsets.UTF_8.newEncoder().canEncode(text);

        // When / Then
        if (encodable) {
            assertThat(Key.utf8Bytes(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        } else {
            assertThatThrownBy(() -> Key.utf8Bytes(text)).isInstanceOf(Rejected.class);
        }
    }
}

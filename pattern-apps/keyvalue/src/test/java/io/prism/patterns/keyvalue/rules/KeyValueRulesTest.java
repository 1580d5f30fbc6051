// SPDX-License-Identifier: Apache-2.0
package io.prism.patterns.keyvalue.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.prism.core.OptionMap;
import io.prism.core.catalogue.Catalogue;
import io.prism.core.failure.GatewayException.Rejected;
import io.prism.core.failure.GatewayException.TooLarge;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyValueRulesTest {

    private static final OptionalLong NONE = OptionalLong.empty();
    private final KeyValueRules rules = KeyValueRules.of(config(Map.of("default-ttl", "1h", "max-value-size", "1KiB")));

    @Test
    void hasDefaults() {
        assertThat(KeyValueRules.of(config(Map.of())))
                .isEqualTo(new KeyValueRules(1 << 20, Optional.empty(), Duration.ofHours(1), 100));
    }

    @Test
    void takesTheBindingsTtlWhenAWriteNamesNone() {
        assertThat(rules.ttlOfWrite(NONE, NONE)).contains(Duration.ofHours(1));
    }

    @Test
    void keepsForEverWhatIsWrittenWithZero() {
        assertThat(rules.ttlOfWrite(OptionalLong.of(0), NONE)).isEmpty();
    }

    @Test
    void takesSecondsOrMilliseconds() {
        assertThat(rules.ttlOfWrite(OptionalLong.of(2), NONE)).contains(Duration.ofSeconds(2));
        assertThat(rules.ttlOfWrite(NONE, OptionalLong.of(1))).contains(Duration.ofMillis(1));
    }

    @Test
    void refusesBothUnitsTogether() {
        assertThatThrownBy(() -> rules.ttl(OptionalLong.of(1), OptionalLong.of(1)))
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 4_000_000_000L})
    void refusesATtlThatIsNegativeOrLongerThanACentury(long seconds) {
        assertThatThrownBy(() -> rules.ttl(OptionalLong.of(seconds), NONE))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("ttl_seconds must be from 0 to");
    }

    @Test
    void takesAValueOfJustTheLimitAndNoMore() {
        assertThat(rules.value(ByteString.copyFrom(new byte[1024])).bytes().size())
                .isEqualTo(1024);
        assertThatThrownBy(() -> rules.value(ByteString.copyFrom(new byte[1025])))
                .isInstanceOf(TooLarge.class);
    }

    @Test
    void refusesAWindowThatIsTooShortToBeOfUse() {
        assertThatThrownBy(() -> KeyValueRules.of(config(Map.of("idempotency-window", "999ms"))))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("b.idempotency-window must be 1s or longer");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101})
    void refusesATransactionOfNoOrTooManyOperations(int operations) {
        assertThatThrownBy(() -> rules.checkTransaction(operations))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("operations must be 1 to 100 operations");
    }

    private static OptionMap config(Map<String, String> given) {
        return Catalogue.builtIn().pattern("keyvalue").orElseThrow().settings("b", given);
    }
}

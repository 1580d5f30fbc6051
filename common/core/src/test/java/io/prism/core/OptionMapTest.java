// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.failure.GatewayException.Rejected;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OptionMapTest {

    private final OptionMap settings = new OptionMap(
            "backends.files",
            Map.of("path", "/data/prism.db", "timeout", "5s", "size", "1MiB", "readers", "2", "bad", "two"));

    @Test
    void readsEveryKindOfOption() {
        assertThat(settings.text("path")).contains("/data/prism.db");
        assertThat(settings.required("path")).isEqualTo("/data/prism.db");
        assertThat(settings.duration("timeout")).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.bytes("size")).isEqualTo(1 << 20);
        assertThat(settings.number("readers")).isEqualTo(2);
    }

    @Test
    void saysWhenAnOptionIsNotSet() {
        assertThat(settings.text("none")).isEmpty();
        assertThat(settings.findDuration("none")).isEmpty();
        assertThat(settings.findBytes("none")).isEmpty();
        assertThat(settings.findNumber("none")).isEmpty();
        assertThat(settings.findFlag("none")).isEmpty();
        assertThat(settings.findNumber("readers")).contains(2);
    }

    @Test
    void hasNoDefaultOfItsOwn() {
        assertRequired(() -> settings.duration("none"));
        assertRequired(() -> settings.bytes("none"));
        assertRequired(() -> settings.number("none"));
        assertRequired(() -> settings.flag("none"));
    }

    @Test
    void namesTheOptionThatIsMissingOrWrong() {
        assertThatThrownBy(() -> settings.required("none"))
                .isInstanceOf(Rejected.class)
                .hasMessage("backends.files.none is required");
        assertThatThrownBy(() -> settings.number("bad"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("backends.files.bad");
        assertThatThrownBy(() -> settings.duration("bad"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(Quantities.DURATION_FORM);
        assertThatThrownBy(() -> settings.bytes("bad"))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(Quantities.BYTES_FORM);
    }

    @Test
    void showsNamesAndNeverValues() {
        assertThat(settings.toString()).contains("backends.files", "path").doesNotContain("/data/prism.db");
    }

    private static void assertRequired(ThrowingCallable read) {
        assertThatThrownBy(read).isInstanceOf(Rejected.class).hasMessage("backends.files.none is required");
    }
}

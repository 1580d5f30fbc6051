// SPDX-License-Identifier: Apache-2.0
package io.prism.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.failure.GatewayException.Rejected;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionMapTest {

    private final OptionMap settings = new OptionMap(
            "backends.files",
            Map.of("path", "/data/prism.db", "timeout", "5s", "size", "1MiB", "readers", "2", "bad", "two"));

    @Test
    void readsEveryKindOfOption() {
        assertThat(settings.text("path")).contains("/data/prism.db");
        assertThat(settings.required("path")).isEqualTo("/data/prism.db");
        assertThat(settings.duration("timeout", Duration.ZERO)).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.bytes("size", 0)).isEqualTo(1 << 20);
        assertThat(settings.number("readers", 0)).isEqualTo(2);
    }

    @Test
    void givesTheOtherValueForAnOptionThatIsNotSet() {
        assertThat(settings.text("none")).isEmpty();
        assertThat(settings.duration("none", Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.bytes("none", 7)).isEqualTo(7);
        assertThat(settings.number("none", 7)).isEqualTo(7);
    }

    @Test
    void namesTheOptionThatIsMissingOrWrong() {
        assertThatThrownBy(() -> settings.required("none"))
                .isInstanceOf(Rejected.class)
                .hasMessage("backends.files.none is required");
        assertThatThrownBy(() -> settings.number("bad", 0))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("backends.files.bad");
        assertThatThrownBy(() -> settings.duration("bad", Duration.ZERO))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(Quantities.DURATION_FORM);
        assertThatThrownBy(() -> settings.bytes("bad", 0))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining(Quantities.BYTES_FORM);
    }

    @Test
    void showsNamesAndNeverValues() {
        assertThat(settings.toString()).contains("backends.files", "path").doesNotContain("/data/prism.db");
    }
}

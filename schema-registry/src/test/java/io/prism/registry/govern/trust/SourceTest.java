// SPDX-License-Identifier: Apache-2.0
package io.prism.registry.govern.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.registry.fault.ErrorCode;
import io.prism.registry.fault.RegistryException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/a",
                "https://user@example.com/a",
                "https:///a",
                "ftp://example.com/a",
                "example.com/a",
                "https://exa mple.com/",
                "https://example.com/a#b",
                "file:///etc/passwd",
                ""
            })
    void takesOnlyPlainHttpsAddresses(String url) {
        assertThatThrownBy(() -> Source.of(url))
                .isInstanceOfSatisfying(
                        RegistryException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_TRUSTED));
    }

    @Test
    void takesOnlyWhatIsAllowed() {
        // Given
        List<String> allowed = List.of("example.com/schemas/*");

        // Then
        Source.of("https://example.com/schemas/a.avsc").checkAllowed(allowed);
        for (String url : List.of(
                "https://example.com/other/a",
                "https://example.com/schemas/../other/a",
                "https://example.com.evil.org/schemas/a",
                "https://example.com:8443/schemas/a",
                "https://evil.org/example.com/schemas/a")) {
            assertThatThrownBy(() -> Source.of(url).checkAllowed(allowed))
                    .as(url)
                    .isInstanceOf(RegistryException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "0.1.2.3",
                "100.64.0.1",
                "198.18.0.1",
                "192.0.2.1",
                "203.0.113.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "2001:db8::1",
                "2001:0:1::1",
                "::10.0.0.1"
            })
    void privateAndSpecialAddressesAreNotPublic(String address) throws UnknownHostException {
        assertThat(Addresses.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "192.169.0.1", "2606:4700::1111", "2a00:1450::1"})
    void othersArePublic(String address) throws UnknownHostException {
        assertThat(Addresses.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/x",
                "https://127.0.0.1/x",
                "https://[::1]/x",
                "https://2130706433/x",
                "https://0x7f.1/x"
            })
    void aNameThatLeadsInsideIsRefused(String url) {
        assertThatThrownBy(() -> Source.of(url).address(false)).isInstanceOf(RegistryException.class);
    }
}

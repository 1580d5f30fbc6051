// SPDX-License-Identifier: Apache-2.0
package io.prism.backends.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prism.core.failure.GatewayException.BackendDown;
import io.prism.spi.Backend;
import io.prism.testkit.server.RedisServer;
import io.prism.testkit.server.ReservedPort;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisTlsTest extends RedisTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder = Path.of("");

    private final ReservedPort port = ReservedPort.take();

    @BeforeEach
    void makeCertificates() throws IOException, InterruptedException, GeneralSecurityException {
        certificate("server", "ip:127.0.0.1");
        certificate("client", "dns:client");
        certificate("elsewhere", "dns:redis.example.org");
    }

    @AfterEach
    void givePortBack() {
        port.close();
    }

    @Test
    void encryptsAndChecksTheServersCertificate() {
        // Given
        startServer("server", "no");

        // When
        var backend = backend(Map.of("tls.ca", pem("server.crt")));

        // Then
        set(backend, KEY, "one");
        assertThat(get(backend, KEY)).contains("one");
    }

    @Test
    void refusesAServerThatNobodyTrustsVouchesFor() {
        // Given
        startServer("server", "no");

        // When, Then
        assertRefused(Map.of());
        assertRefused(Map.of("tls.ca", pem("client.crt")));
    }

    @Test
    void refusesAServerWithTheNameOfAnotherUnlessToldNotToLook() {
        // Given
        startServer("elsewhere", "no");

        // When, Then
        assertRefused(Map.of("tls.ca", pem("elsewhere.crt")));
        var careless = backend(Map.of("tls.ca", pem("elsewhere.crt"), "tls.verify-host", "false"));
        set(careless, KEY, "one");
    }

    @Test
    void showsACertificateOfItsOwn() {
        // Given
        startServer("server", "yes");
        var options = new HashMap<>(Map.of("tls.ca", pem("server.crt")));

        // When, Then
        assertThatThrownBy(() -> set(backend(options), KEY, "one")).isInstanceOf(BackendDown.class);
        options.put("tls.cert", pem("client.crt"));
        options.put("tls.key", pem("client.key"));
        set(backend(options), KEY, "one");
    }

    @Test
    void saysThatAFileHoldsNoCertificate() throws IOException {
        // Given
        startServer("server", "no");
        Files.writeString(folder.resolve("broken.pem"), "no certificate");

        // When
        var backend = backend(Map.of("tls.ca", pem("broken.pem")));

        // Then
        assertThatThrownBy(() -> set(backend, KEY, "one"))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse());
    }

    @Test
    void saysThatThePortDoesNotSpeakTls() {
        // Given
        var plain = server();

        // When
        var backend = backend("rediss://127.0.0.1:" + plain.port(), Map.of("connect-timeout", "500ms"));

        // Then
        assertThatThrownBy(() -> set(backend, KEY, "one")).isInstanceOf(BackendDown.class);
    }

    private void assertRefused(Map<String, String> options) {
        Backend backend = backend(options);
        assertThatThrownBy(() -> set(backend, KEY, "one"))
                .isInstanceOfSatisfying(
                        BackendDown.class,
                        down -> assertThat(down.mayHaveHappened()).isFalse())
                .hasMessageContaining("fails the TLS handshake");
    }

    private Backend backend(Map<String, String> options) {
        return backend("rediss://127.0.0.1:" + port.number(), options);
    }

    private RedisServer startServer(String name, String clients) {
        return server(
                "--tls-port",
                Integer.toString(port.number()),
                "--tls-cert-file",
                pem(name + ".crt"),
                "--tls-key-file",
                pem(name + ".key"),
                "--tls-ca-cert-file",
                pem("client.crt"),
                "--tls-auth-clients",
                clients);
    }

    private String pem(String file) {
        return folder.resolve(file).toString();
    }

    /** A self-signed certificate and its key, both as PEM. */
    private void certificate(String name, String subject)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=" + subject,
                        "-ext",
                        "BC=ca:true",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = new FileInputStream(store.toFile())) {
            keys.load(in, PASSWORD.toCharArray());
        }
        write(name + ".crt", "CERTIFICATE", keys.getCertificate(name).getEncoded());
        write(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
    }

    private void write(String file, String kind, byte[] content) throws IOException {
        String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), kind);
        Files.write(folder.resolve(file), text.getBytes(US_ASCII));
    }
}
